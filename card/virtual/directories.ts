import type { ApplicationKind } from '../hpki/applications.ts';
import { element, enumerated, integer, namedBits, octets, sequence, TRUE, utf8 } from './der.ts';
import type { CardProfile, FilePlace } from './profiles.ts';

/** Tags of the CIOChoice alternatives in EF.OD (ISO 7816-15 8.3). */
const OD_CHOICE = { prkd: 0xa0, pukd: 0xa1, cd: 0xa4, dcod: 0xa7, aod: 0xa8 } as const;

const COMMON_FLAG_PRIVATE = 0;
const PASSWORD_FLAGS = { caseSensitive: 0, local: 1, initialized: 4 };
const PASSWORD_TYPE_UTF8 = 2;
const CARD_FLAGS = { authRequired: 1, prnGeneration: 2 };
const KEY_USAGE: Readonly<Record<ApplicationKind, readonly number[]>> = { signature: [2, 9], authentication: [2] };
/** Annex B.4.5: the signature key asks for its PIN before every use. */
const USER_CONSENT: Readonly<Record<ApplicationKind, Uint8Array>> = { signature: integer(1), authentication: new Uint8Array() };

const path = (profile: CardProfile, place: FilePlace): Uint8Array =>
  sequence(octets(profile.pathBy === 'short-id' && place.sfi !== undefined ? Uint8Array.of(place.sfi << 3) : fileId(place)));

const fileId = (place: FilePlace): Uint8Array => Buffer.from(place.id.toString(16).padStart(4, '0'), 'hex');

/** EF.CIAInfo: version 2, as annex B prints it. */
export const encodeCiaInfo = (): Uint8Array =>
  sequence(integer(1), element(0x80, Buffer.from('HPKI Application')), namedBits(CARD_FLAGS.authRequired, CARD_FLAGS.prnGeneration));

/** EF.OD: one path for each directory that the profile has. */
export const encodeOd = (profile: CardProfile): Uint8Array =>
  Buffer.concat(
    (['prkd', 'pukd', 'cd', 'dcod', 'aod'] as const).flatMap((name) => {
      const place = profile[name];
      return place ? [element(OD_CHOICE[name], path(profile, place))] : [];
    }),
  );

/** EF.AOD: the one PIN. */
export function encodeAod(profile: CardProfile): Uint8Array {
  const { label, authId, minLength, storedLength, maxLength, reference } = profile.pin;
  const { caseSensitive, local, initialized } = PASSWORD_FLAGS;
  return sequence(
    sequence(utf8(label), namedBits(COMMON_FLAG_PRIVATE)),
    sequence(octets(authId)),
    element(
      0xa1,
      sequence(
        namedBits(caseSensitive, local, initialized),
        enumerated(PASSWORD_TYPE_UTF8),
        integer(minLength),
        integer(storedLength),
        integer(maxLength),
        integer(reference, 0x80),
      ),
    ),
  );
}

/** EF.PrKD: the one RSA key, reached by its file identifier, which MSE names too. */
export const encodePrkd = (profile: CardProfile, kind: ApplicationKind, modulusBits: number): Uint8Array =>
  sequence(
    sequence(utf8(profile.key.label), namedBits(COMMON_FLAG_PRIVATE), octets(profile.pin.authId), USER_CONSENT[kind]),
    sequence(octets('01'), namedBits(...KEY_USAGE[kind])),
    element(0xa1, sequence(sequence(octets(fileId(profile.key))), integer(modulusBits))),
  );

/** EF.CD: the end-entity certificate first, then `authorities` CA certificates. */
export const encodeCd = (profile: CardProfile, authorities: number): Uint8Array =>
  Buffer.concat(
    [profile.endEntity, ...certificateAuthorities(profile, authorities)].map((place, index) =>
      sequence(
        sequence(utf8(place.label)),
        sequence(octets(Uint8Array.of(index + 1)), index === 0 ? '' : TRUE),
        element(0xa1, sequence(path(profile, place))),
      ),
    ),
  );

/** Places of a chain of the given length: the issuer's, then the others; the root keeps the last place. */
export function certificateAuthorities(profile: CardProfile, count: number): CardProfile['authorities'] {
  if (count > profile.authorities.length) throw new RangeError(`the card holds at most ${profile.authorities.length} CA certificates`);
  return profile.authorities.slice(0, count);
}
