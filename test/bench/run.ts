import { line } from './measure.ts';
import { apduFigures } from './cases/apdu-count.ts';
import { signingFigures } from './cases/signing.ts';

console.log('Ratios of one run; each pair is measured in turns on this machine.');
for (const figure of [...(await apduFigures()), ...(await signingFigures())]) console.log(line(figure));
