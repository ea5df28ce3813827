"""Whether words tell of a person: patrols note places and conditions, for reasons of bias and of 28 CFR 23."""

import re

ONE = (
    "man woman guy lady gentleman male female boy girl teen teenager suspect individual person someone somebody "
    "stranger juvenile he she him his her prowler loiterer "
    "hombre mujer muchacho muchacha chico chica niño niña joven tipo sospechoso sospechosa sujeto individuo persona "
    "alguien él ella desconocido desconocida"
)
SEVERAL = (
    "men women guys males females boys girls teens teenagers suspects individuals strangers juveniles persons "
    "loiterers hombres mujeres muchachos muchachas chicos chicas jóvenes sospechosos sujetos individuos personas "
    "desconocidos"
)
LOOKS = (
    "wearing hoodie hooded bearded beard tattoo tattooed tattoos skinned hispanic latino latina caucasian asian "
    "blonde accent homeless capucha barba tatuaje tatuajes hispano hispana moreno morena rubio rubia acento vestía"
)
TELLING = frozenset(f"{ONE} {SEVERAL} {LOOKS}".split())
WORD = re.compile(r"[^\W\d_]+")


def describes_someone(text: str) -> str:
    """The first word that tells of a person rather than of a place; empty where none does."""
    return next((word for word in WORD.findall(text) if word.casefold() in TELLING), "")
