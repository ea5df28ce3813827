"""An envelope as DER: CMS AuthEnvelopedData (RFC 5083), in the one profile Casemgr writes."""

from asn1crypto import algos, cms, core, keys

from casemgr.services.cms_envelope import (
    AES_WRAP,
    ECDH_SHA256,
    PRF,
    PWRI_KEK,
    TAG_BYTES,
    EcLock,
    Envelope,
    GcmParameters,
    Lock,
    PassphraseLock,
    RsaLock,
)


def write(envelope: Envelope) -> bytes:
    """The envelope as DER."""
    algorithm = cms.EncryptionAlgorithm(
        {
            "algorithm": "aes256_gcm",
            "parameters": GcmParameters({"nonce": envelope.nonce, "tag_length": TAG_BYTES}),
        }
    )
    return cms.ContentInfo(
        {
            "content_type": "authenticated_enveloped_data",
            "content": cms.AuthEnvelopedData(
                {
                    "version": 0,
                    "recipient_infos": [_recipient(lock) for lock in envelope.locks],
                    "auth_encrypted_content_info": {
                        "content_type": "data",
                        "content_encryption_algorithm": algorithm,
                        "encrypted_content": envelope.sealed,
                    },
                    "mac": envelope.tag,
                }
            ),
        }
    ).dump()


def _recipient(lock: Lock) -> cms.RecipientInfo:
    match lock:
        case RsaLock():
            return cms.RecipientInfo("ktri", _key_transport(lock))
        case EcLock():
            return cms.RecipientInfo("kari", _key_agreement(lock))
        case PassphraseLock():
            return cms.RecipientInfo("pwri", _password(lock))


def _key_transport(lock: RsaLock) -> cms.KeyTransRecipientInfo:
    named = cms.IssuerAndSerialNumber.load(lock.holder)
    return cms.KeyTransRecipientInfo(
        {
            "version": 0,
            "rid": cms.RecipientIdentifier("issuer_and_serial_number", named),
            "key_encryption_algorithm": {
                "algorithm": "rsaes_oaep",
                "parameters": {
                    "hash_algorithm": {"algorithm": "sha256"},
                    "mask_gen_algorithm": {"algorithm": "mgf1", "parameters": {"algorithm": "sha256"}},
                },
            },
            "encrypted_key": lock.wrapped,
        }
    )


def _key_agreement(lock: EcLock) -> cms.KeyAgreeRecipientInfo:
    named = cms.IssuerAndSerialNumber.load(lock.holder)
    ephemeral = keys.PublicKeyInfo({"algorithm": {"algorithm": "ec"}, "public_key": lock.point})
    return cms.KeyAgreeRecipientInfo(
        {
            "version": 3,
            "originator": cms.OriginatorIdentifierOrKey("originator_key", ephemeral),
            "key_encryption_algorithm": {
                "algorithm": ECDH_SHA256,
                "parameters": algos.AlgorithmIdentifier.load(AES_WRAP),
            },
            "recipient_encrypted_keys": [
                {
                    "rid": cms.KeyAgreementRecipientIdentifier("issuer_and_serial_number", named),
                    "encrypted_key": lock.wrapped,
                }
            ],
        }
    )


def _password(lock: PassphraseLock) -> cms.PasswordRecipientInfo:
    derivation = algos.Pbkdf2Params(
        {
            "salt": algos.Pbkdf2Salt("specified", core.OctetString(lock.salt)),
            "iteration_count": lock.rounds,
            "prf": algos.HmacAlgorithm.load(PRF),
        }
    )
    cipher = algos.EncryptionAlgorithm({"algorithm": "aes256_cbc", "parameters": core.OctetString(lock.iv)})
    return cms.PasswordRecipientInfo(
        {
            "version": 0,
            "key_derivation_algorithm": {"algorithm": "pbkdf2", "parameters": derivation},
            "key_encryption_algorithm": {"algorithm": PWRI_KEK, "parameters": cipher},
            "encrypted_key": lock.wrapped,
        }
    )
