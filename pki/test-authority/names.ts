import type { NameTemplate } from '../certificate/encode-name.ts';

const organization: NameTemplate = [
  ['C', 'JP'],
  ['O', 'TEST HPKI Desk'],
];

/** Names of the test authority. All say TEST; the CA names keep the words by which the field tells signing from authentication. */
export const AUTHORITY_NAMES = {
  root: [...organization, ['OU', 'TEST not for production'], ['OU', 'TEST HPKI Root CA']],
  signature: [...organization, ['OU', 'TEST HPKI CA'], ['CN', 'TEST HPKI Desk SignCA-forNonRepudiation']],
  authentication: [...organization, ['OU', 'TEST HPKI CA'], ['CN', 'TEST HPKI Desk AuthCA-forAuthentication-forIndividual']],
  timeStamping: [...organization, ['OU', 'TEST HPKI TSA'], ['CN', 'TEST HPKI Desk Time Stamp Server']],
} as const satisfies Record<string, NameTemplate>;

/** Where the root publishes the list of revoked authorities, named as in the published CA certificates. */
export const SARL_NAME: NameTemplate = [...AUTHORITY_NAMES.root, ['CN', 'SARL']];
