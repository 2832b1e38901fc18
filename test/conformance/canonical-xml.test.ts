import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { canonicalize, CANONICALIZATIONS } from '../../pki/xml/canonicalize.ts';
import { parseXml } from '../../pki/xml/document.ts';
import { LibxmlCanonical } from '../support/libxml-canonical.ts';
import { withCorpus } from '../support/shared-data.ts';

/** Elements of a document to compare, spread over it. */
const MOST = 200;

for (const corpus of ['xml', 'hpki']) {
  withCorpus(corpus, (folder) => {
    it.each(globSync('**/*.xml', { cwd: folder }))('%s is as libxml2 canonicalises it, as a whole and in its parts', (file) => {
      const bytes = readFileSync(join(folder, file));
      const document = parseXml(bytes);
      const step = Math.ceil(document.elements.length / MOST);
      using peer = new LibxmlCanonical(bytes);
      for (const method of Object.values(CANONICALIZATIONS)) {
        for (const target of [document, ...document.elements.filter(({ order }) => order % step === 0)])
          expect(Buffer.from(canonicalize(target, method)).toString()).toBe(peer.write('root' in target ? null : target.order, method));
      }
    });
  });
}
