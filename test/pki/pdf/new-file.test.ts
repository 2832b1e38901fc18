import { expect, it } from 'vitest';
import { MemorySource } from '../../../pki/pdf/bytes/source.ts';
import { openPdf } from '../../../pki/pdf/document.ts';
import { NewPdf } from '../../../pki/pdf/new-file.ts';
import { findPage, pageCount } from '../../../pki/pdf/pages.ts';
import { dictionary, name } from '../../../pki/pdf/syntax/objects.ts';
import { NewStream } from '../../../pki/pdf/syntax/serialize.ts';

function write(text: string): Uint8Array {
  const file = new NewPdf();
  const tree = file.allocate();
  const contents = file.add(new NewStream(dictionary({}), Buffer.from(text)));
  const page = file.add(dictionary({ Type: name('Page'), Parent: tree, MediaBox: [0, 0, 400, 300], Contents: contents }));
  file.put(tree, dictionary({ Type: name('Pages'), Kids: [page], Count: 1 }));
  return file.write(file.add(dictionary({ Type: name('Catalog'), Pages: tree })), file.add(dictionary({})));
}

it('a new file is read back as it was written, also what was allocated before it was known', () => {
  const document = openPdf(new MemorySource(write('q Q')));
  expect([pageCount(document), findPage(document, 0).box]).toEqual([1, [0, 0, 400, 300]]);
});

it('equal objects make an equal file, others another identifier', () => {
  const identifier = (bytes: Uint8Array) => /\/ID \[<(\w+)>/.exec(Buffer.from(bytes).toString('latin1'))?.[1];
  expect(write('q Q')).toEqual(write('q Q'));
  expect(identifier(write('q Q'))).toMatch(/^[\da-f]{32}$/);
  expect(identifier(write('q Q'))).not.toBe(identifier(write('Q q')));
});
