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

const CASES: readonly (() => Promise<readonly Figure[]>)[] = [
  apduFigures,
  signingFigures,
  batchFigures,
  revocationListFigures,
  prescriptionFigures,
  padesFigures,
  receptionFigures,
  credentialFigures,
  libraryFigures,
  syncFigures,
];

console.log('Ratios of one run; each pair is measured in turns on this machine.');
for (const figuresOf of CASES) for (const figure of await figuresOf()) console.log(line(figure));
