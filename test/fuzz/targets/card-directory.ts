import { parseAuthenticationObjects } from '../../../card/iso7816-15/authentication-objects.ts';
import { parseCertificateObjects } from '../../../card/iso7816-15/certificates.ts';
import { parseObjectDirectory } from '../../../card/iso7816-15/object-directory.ts';
import { parsePrivateKeys } from '../../../card/iso7816-15/private-keys.ts';
import { GUIDELINE, JMA } from '../../support/annex-b.ts';
import { demand, type Target } from '../engine/target.ts';
import { DER } from '../mutate/der.ts';

type Parse = (file: Uint8Array) => readonly unknown[];
const PARSERS: readonly Parse[] = [parseObjectDirectory, parseCertificateObjects, parsePrivateKeys, parseAuthenticationObjects];

/** Every directory file of a card, read as each of the kinds there are; what is read names numbers that are numbers. */
export const cardDirectory: Target = {
  name: 'card-directory',
  executions: 1500,
  mutations: DER,
  throws: ['TlvError'],
  prepare: () => ({
    seeds: [...Object.values(GUIDELINE), ...Object.values(JMA)],
    run(input) {
      let refusal: unknown = null;
      for (const parse of PARSERS) {
        try {
          const objects = parse(input);
          demand(objects.length <= input.length, 'more objects than bytes');
          demand(!JSON.stringify(objects).includes('NaN'), 'a number is none');
        } catch (error) {
          refusal = error;
          if (!(error instanceof Error) || error.name !== 'TlvError') throw error;
        }
      }
      if (refusal) throw refusal;
    },
  }),
};
