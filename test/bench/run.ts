import { line, type Figure } from './measure.ts';
import { apduFigures } from './cases/apdu-count.ts';
import { batchFigures } from './cases/batch.ts';
import { credentialFigures } from './cases/credentials.ts';
import { libraryFigures } from './cases/library.ts';
import { padesFigures } from './cases/pades.ts';
import { prescriptionFigures } from './cases/prescriptions.ts';
import { receptionFigures } from './cases/reception.ts';
import { revocationListFigures } from './cases/revocation-list.ts';
import { signingFigures } from './cases/signing.ts';
import { syncFigures } from './cases/sync.ts';

const CASES: Readonly<Record<string, () => Promise<readonly Figure[]>>> = {
  'apdu-count': apduFigures,
  signing: signingFigures,
  batch: batchFigures,
  'revocation-list': revocationListFigures,
  prescriptions: prescriptionFigures,
  pades: padesFigures,
  reception: receptionFigures,
  credentials: credentialFigures,
  library: libraryFigures,
  sync: syncFigures,
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(CASES, name));
if (unknown.length > 0) throw new Error(`no such case: ${unknown.join(', ')}; there are ${Object.keys(CASES).join(', ')}`);

console.log('Ratios of one run; each pair is measured in turns on this machine.');
for (const [name, figuresOf] of Object.entries(CASES))
  if (wanted.length === 0 || wanted.includes(name)) for (const figure of await figuresOf()) console.log(line(figure));
