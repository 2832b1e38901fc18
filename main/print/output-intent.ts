import { deflateSync } from 'node:zlib';
import type { NewPdf } from '../../pki/pdf/new-file.ts';
import { dictionary, name, type PdfObject } from '../../pki/pdf/syntax/objects.ts';
import { NewStream } from '../../pki/pdf/syntax/serialize.ts';
import { srgbProfile } from './srgb-profile.ts';
import { textString } from './metadata.ts';

const CONDITION = textString('sRGB IEC61966-2.1');

/** Says which colours the numbers of a file mean, for as long as it is kept (ISO 19005-2 section 6.2.3); the entry is for the catalog. */
export function outputIntents(file: NewPdf): Readonly<Record<string, PdfObject>> {
  const profile = file.add(new NewStream(dictionary({ N: 3, Filter: name('FlateDecode') }), deflateSync(srgbProfile())));
  const intent = dictionary({
    Type: name('OutputIntent'),
    S: name('GTS_PDFA1'),
    OutputConditionIdentifier: CONDITION,
    Info: CONDITION,
    RegistryName: textString('http://www.color.org'),
    DestOutputProfile: profile,
  });
  return { OutputIntents: [file.add(intent)] };
}
