import { inspect } from '../../../main/documents/inspect.ts';
import { kindOf, signableAs } from '../../../main/documents/kind.ts';
import { verify } from '../../../main/verification/verify.ts';
import { signCades } from '../../../pki/cades/sign.ts';
import { signXades } from '../../../pki/xades/sign.ts';
import { SAMPLE_CSV, signedPrescription } from '../../support/prescription.ts';
import { demand, type Target } from '../engine/target.ts';
import { BYTES } from '../mutate/bytes.ts';
import { CSV } from '../mutate/csv.ts';
import { DER } from '../mutate/der.ts';
import { anyOf } from '../mutate/mutate.ts';
import { PDF } from '../mutate/pdf.ts';
import { XML } from '../mutate/xml.ts';
import { PDF_FILES } from './pdf-files.ts';
import { base64, OPTIONS, SIGNER, SIGNING_TIME } from './world.ts';

const CONTENT = Buffer.from('content');

/** What a person opens: its kind is always told, what it is fit for too, and any file may be given to the verifier. */
export const document: Target = {
  name: 'document',
  executions: 200,
  mutations: [BYTES, XML, DER, PDF, CSV].map(anyOf),
  async prepare() {
    const xml = Buffer.from('<?xml version="1.0"?><r>x</r>');
    const signature = await signCades({ signer: SIGNER, content: CONTENT, signingTime: SIGNING_TIME });
    const pem = Buffer.from(`-----BEGIN CMS-----\n${base64(signature)}\n-----END CMS-----\n`);
    const signedXml = await signXades({ xml, signer: SIGNER, signingTime: SIGNING_TIME });
    return {
      seeds: [PDF_FILES[0]!, PDF_FILES[3]!, SAMPLE_CSV, await signedPrescription(), xml, signedXml, signature, pem, CONTENT],
      async run(input) {
        const kind = kindOf(input);
        signableAs(kind, input);
        const { failure } = await inspect(kind, input);
        demand(failure?.code !== 'INTERNAL_FAULT', `inspection fails: ${failure?.detail['note']}`);
        await verify({ name: 'x', bytes: input }, { name: 'y', bytes: CONTENT }, OPTIONS);
      },
    };
  },
};
