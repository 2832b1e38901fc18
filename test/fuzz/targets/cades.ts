import { signCades } from '../../../pki/cades/sign.ts';
import { verifyCades } from '../../../pki/cades/verify.ts';
import { craftSignedData } from '../../support/cms.ts';
import { demand, type Target } from '../engine/target.ts';
import { DER } from '../mutate/der.ts';
import { base64, CHAINS, expecting, ISSUED, LEVELS, OPTIONS, passed, SIGNER, SIGNING_TIME } from './world.ts';

const CONTENT = Buffer.from('The content that was signed.');

/** A passing signature names who signed and when, as it was signed, and fits no other content. */
export const cades: Target = {
  name: 'cades',
  executions: 200,
  mutations: DER,
  async prepare() {
    const order = { signer: SIGNER, content: CONTENT, signingTime: SIGNING_TIME };
    const levels = await Promise.all(LEVELS.map((level) => signCades({ ...order, ...level })));
    const seeds = [
      ...levels,
      await signCades({ ...order, digestAlgorithm: 'sha512' }),
      craftSignedData(ISSUED, { content: CONTENT, eContent: CONTENT, crls: [CHAINS.doctor.holderCrl] }),
      craftSignedData(ISSUED, { content: CONTENT, attributes: null }),
      craftSignedData(ISSUED, { content: CONTENT, signers: 2 }),
      Buffer.from(base64(levels[0]!)),
    ];
    const verify = (bytes: Uint8Array, content: Uint8Array = CONTENT) => verifyCades({ name: 'x', bytes, content }, OPTIONS);
    const checkSaid = expecting(await Promise.all(seeds.map((seed) => verify(seed))));
    return {
      seeds,
      async run(input) {
        const report = await verify(input);
        if (!passed(report)) return;
        checkSaid(report);
        demand(!passed(await verify(input, CONTENT.subarray(1))), 'a signature passes for another content');
      },
    };
  },
};
