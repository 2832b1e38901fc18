import { PkiError } from '../../../pki/errors.ts';
import { signXades } from '../../../pki/xades/sign.ts';
import { verifyXades } from '../../../pki/xades/verify.ts';
import { demand, type Target } from '../engine/target.ts';
import { XML } from '../mutate/xml.ts';
import { expecting, LEVELS, OPTIONS, passed, SIGNER, SIGNING_TIME } from './world.ts';
import { viewOf } from './xml-view.ts';

const DOCUMENTS = [
  '<letter>Text</letter>',
  '<?xml version="1.0" encoding="UTF-8"?>\n<!-- before -->\n<a:letter xmlns:a="urn:a" xmlns="urn:b" a:kind="x" Id="one"><body>紹介 &amp; 情報<![CDATA[<x>]]></body><a:part Id="two"/></a:letter>\n',
].map((text) => Buffer.from(text));

const sign = (xml: Uint8Array): Promise<Uint8Array> => signXades({ xml, signer: SIGNER, signingTime: SIGNING_TIME });
const verify = (bytes: Uint8Array) => verifyXades({ name: 'x', bytes }, OPTIONS);

/** What is signed is a whole of its own: the document without the signature, which is put in and changes nothing else. */
async function signAndVerify(input: Uint8Array): Promise<void> {
  const signed = await unlessRefused(() => sign(input));
  if (!signed) return;
  demand(passed(await verify(signed)), 'what was just signed does not pass');
  demand(viewOf(signed) === viewOf(input), 'signing changes the document');
}

async function unlessRefused<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof PkiError) return null;
    throw error;
  }
}

/** A document that passes says, signatures aside, what was signed; what the report names as not covered is taken out of the comparison by hand. */
export const xades: Target = {
  name: 'xades',
  executions: 300,
  mutations: XML,
  async prepare() {
    const raised = LEVELS.slice(1).map((level) => signXades({ xml: DOCUMENTS[0]!, signer: SIGNER, signingTime: SIGNING_TIME, ...level }));
    const signed = await Promise.all([...DOCUMENTS.map(sign), ...raised]);
    const genuine = new Set(signed.map(viewOf));
    const checkSaid = expecting(await Promise.all(signed.map(verify)));
    return {
      seeds: [...signed, ...DOCUMENTS],
      async run(input) {
        await signAndVerify(input);
        const report = await verify(input);
        if (!passed(report)) return;
        checkSaid(report);
        const covered = report.signatures.some(({ notCovered }) => notCovered.every((part) => part === 'comment'));
        demand(!covered || genuine.has(viewOf(input)), 'a document passes as covered that nobody signed');
      },
    };
  },
};
