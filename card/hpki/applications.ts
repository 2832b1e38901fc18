/** The two applications of an HPKI card (JAHIS 24-002; AIDs as used by published readers, see the trust notes in the README). */
export type ApplicationKind = 'signature' | 'authentication';

/** ISO 7816-15 prefix that both AIDs share; used for selection by partial name. */
export const HPKI_AID_PREFIX = 'E828BD080F';

export const HPKI_AIDS: Readonly<Record<ApplicationKind, string>> = {
  signature: 'E828BD080FA000000391000000000001',
  authentication: 'E828BD080FA000000391000000000002',
};
