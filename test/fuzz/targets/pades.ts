import { createHash } from 'node:crypto';
import { PkiError } from '../../../pki/errors.ts';
import { isSound, readSignatures } from '../../../pki/pades/read/signatures.ts';
import { signPades } from '../../../pki/pades/sign.ts';
import { verifyPades } from '../../../pki/pades/verify.ts';
import { MemorySource, Prefix } from '../../../pki/pdf/bytes/source.ts';
import { openPdf, type PdfDocument } from '../../../pki/pdf/document.ts';
import { pageAt, pageReferences } from '../../../pki/pdf/pages.ts';
import { isArray, PdfStream } from '../../../pki/pdf/syntax/objects.ts';
import { demand, type Target } from '../engine/target.ts';
import { PDF } from '../mutate/pdf.ts';
import { PDF_FILES } from './pdf-files.ts';
import { expecting, LEVELS, OPTIONS, passed, SIGNER, SIGNING_TIME } from './world.ts';

const sign = (source: Uint8Array): Promise<Uint8Array> => signPades({ source, signer: SIGNER, signingTime: SIGNING_TIME });
const verify = (bytes: Uint8Array) => verifyPades({ name: 'x', bytes }, OPTIONS);

/** Digests of what each signature is over, without the reader's word for it: from the first byte to its Contents, and on to its end. */
function signedBytes(bytes: Uint8Array): string[] {
  const text = Buffer.from(bytes).toString('latin1');
  return [...text.matchAll(/\/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]/g)].map(([, ...numbers]) => {
    const [first, before, second, after] = numbers.map(Number) as [number, number, number, number];
    const hash = createHash('sha256').update(bytes.subarray(first, first + before));
    return hash.update(bytes.subarray(second, second + after)).digest('hex');
  });
}

/** What stands on the pages: boxes, turns and the data of their contents. */
function pagesOf(document: PdfDocument): string {
  const pages = [...pageReferences(document)].map((reference) => {
    const { box, rotation, dictionary } = pageAt(document, reference);
    const contents = document.resolve(dictionary.get('Contents'));
    const streams = (isArray(contents) ? contents : [contents]).map(document.resolve);
    return [box, rotation, streams.map((stream) => (stream instanceof PdfStream ? Buffer.from(document.data(stream)).toString('latin1') : null))];
  });
  return JSON.stringify(pages);
}

function samePages(document: PdfDocument, end: number): boolean {
  try {
    return pagesOf(document) === pagesOf(openPdf(new Prefix(document.source, end)));
  } catch (error) {
    // What cannot be shown deceives nobody.
    if (error instanceof PkiError) return true;
    throw error;
  }
}

/** What passes holds the very bytes that were signed, and later revisions leave the pages as the signer saw them. */
export const pades: Target = {
  name: 'pades',
  executions: 200,
  mutations: PDF,
  async prepare() {
    const [table, form, packed] = PDF_FILES as [Buffer, Buffer, Buffer];
    const once = await Promise.all([table, form, packed].map(sign));
    const order = { source: table, signer: SIGNER, signingTime: SIGNING_TIME };
    const raised = await Promise.all(LEVELS.slice(1).map((level) => signPades({ ...order, ...level })));
    const seeds = [...once, ...raised, await sign(once[0]!), await sign(once[2]!), await signPades({ ...order, stamp: { lines: ['Taro'] } })];
    const checkSaid = expecting(await Promise.all(seeds.map(verify)));
    const genuine = new Set(seeds.flatMap(signedBytes));
    return {
      seeds,
      async run(input) {
        const report = await verify(input);
        if (!passed(report)) return;
        checkSaid(report);
        const document = openPdf(new MemorySource(input));
        const found = readSignatures(document).filter(isSound);
        const present = new Set(signedBytes(input).filter((digest) => genuine.has(digest)));
        demand(present.size >= report.signatures.length, 'a signature passes over bytes that nobody signed');
        for (const { range } of found) demand(samePages(document, range.end), 'a document passes whose pages changed after signing');
        demand(report.signatures.filter(({ coversWholeDocument }) => coversWholeDocument).length <= 1, 'two signatures cover all of a document');
      },
    };
  },
};
