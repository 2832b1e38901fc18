import { sequence } from '../../pki/asn1/encode.ts';
import { EXTENSION } from '../../pki/certificate/extensions/oids.ts';
import { directoryName, extension } from './certificates.ts';

/** subjectAltName with a name in kanji, as cards of MEDIS have it. */
export const directoryNames = (kanji: string): ReturnType<typeof extension> =>
  extension(
    EXTENSION.SUBJECT_ALT_NAME,
    sequence(
      directoryName([
        ['C', 'JP'],
        ['CN', kanji],
      ]),
    ),
  );
