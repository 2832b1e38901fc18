import { PkiError } from '../../../pki/errors.ts';
import { signPades } from '../../../pki/pades/sign.ts';
import { verifyPades } from '../../../pki/pades/verify.ts';
import { MemorySource } from '../../../pki/pdf/bytes/source.ts';
import { pdfCautions } from '../../../pki/pdf/cautions.ts';
import { openPdf, type PdfDocument } from '../../../pki/pdf/document.ts';
import { formFields } from '../../../pki/pdf/fields.ts';
import { pageAt, pageReferences } from '../../../pki/pdf/pages.ts';
import { PdfStream } from '../../../pki/pdf/syntax/objects.ts';
import { Parser } from '../../../pki/pdf/syntax/parser.ts';
import { serialize } from '../../../pki/pdf/syntax/serialize.ts';
import { reachable } from '../../../pki/pdf/walk.ts';
import { demand, type Target } from '../engine/target.ts';
import { PDF } from '../mutate/pdf.ts';
import { PDF_FILES } from './pdf-files.ts';
import { OPTIONS, SIGNER, SIGNING_TIME } from './world.ts';

const MAX_OBJECTS = 500;

function unlessRefused<T>(work: () => T): T | null {
  try {
    return work();
  } catch (error) {
    if (error instanceof PkiError) return null;
    throw error;
  }
}

function readAll(document: PdfDocument): void {
  unlessRefused(() => formFields(document));
  for (const page of unlessRefused(() => [...pageReferences(document)]) ?? []) unlessRefused(() => pageAt(document, page));
  let count = 0;
  for (const { value: object } of unlessRefused(() => reachable(document, document.root)) ?? []) {
    if (count++ === MAX_OBJECTS) return;
    if (object instanceof PdfStream) unlessRefused(() => document.data(object));
    else {
      const written = serialize(object);
      demand(Buffer.compare(serialize(new Parser(new MemorySource(written), 0).object()), written) === 0, 'an object is written as another');
    }
  }
}

async function signAndVerify(input: Uint8Array): Promise<void> {
  const signed = await signPades({ source: input, signer: SIGNER, signingTime: SIGNING_TIME });
  demand(Buffer.compare(signed.subarray(0, input.length), input) === 0, 'signing changes what was there');
  const { signatures } = await verifyPades({ name: 'x', bytes: signed }, OPTIONS);
  demand(
    signatures.some(({ intact, coversWholeDocument }) => intact && coversWholeDocument),
    'what was just signed is not intact',
  );
}

/** Damaged documents are read object by object, searched for cautions and signed, or refused. */
export const pdfReader: Target = {
  name: 'pdf-reader',
  executions: 500,
  mutations: PDF,
  prepare: () => ({
    seeds: PDF_FILES,
    async run(input) {
      unlessRefused(() => pdfCautions(new MemorySource(input)));
      const document = openPdf(new MemorySource(input));
      unlessRefused(() => readAll(document));
      await signAndVerify(input);
    },
  }),
};
