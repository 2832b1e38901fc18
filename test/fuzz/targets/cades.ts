import { signCades } from '../../../pki/cades/sign.ts';
import { verifyCades } from '../../../pki/cades/verify.ts';
import { craftSignedData } from '../../support/cms.ts';
import { demand, type Target } from '../engine/target.ts';
import { DER } from '../mutate/der.ts';
import { base64, CHAINS, ISSUED, OPTIONS, passed, SIGNER, SIGNING_TIME } from './world.ts';

const CONTENT = Buffer.from('The content that was signed.');

/** A passing signature names who signed and when, as it was signed, and fits no other content. */
export const cades: Target = {
  name: 'cades',
  executions: 1200,
  mutations: DER,
  async prepare() {
    const detached = await signCades({ signer: SIGNER, content: CONTENT, signingTime: SIGNING_TIME });
    const seeds = [
      detached,
      await signCades({ signer: SIGNER, content: CONTENT, signingTime: SIGNING_TIME, digestAlgorithm: 'sha512' }),
      craftSignedData(ISSUED, { content: CONTENT, eContent: CONTENT, crls: [CHAINS.doctor.holderCrl] }),
      craftSignedData(ISSUED, { content: CONTENT, attributes: null }),
      craftSignedData(ISSUED, { content: CONTENT, signers: 2 }),
      Buffer.from(base64(detached)),
    ];
    const verify = (bytes: Uint8Array, content: Uint8Array) => verifyCades({ name: 'x', bytes, content }, OPTIONS);
    const told = async (bytes: Uint8Array) =>
      (await verify(bytes, CONTENT)).signatures.map(({ signer, claimedTime }) => `${signer?.sha256} ${claimedTime}`);
    const genuine = new Set((await Promise.all(seeds.map(told))).flat());
    return {
      seeds,
      async run(input) {
        if (!passed(await verify(input, CONTENT))) return;
        for (const line of await told(input)) demand(genuine.has(line), 'a signature passes that says other things');
        demand(!passed(await verify(input, CONTENT.subarray(1))), 'a signature passes for another content');
      },
    };
  },
};
