import type { Certificate } from '../certificate/certificate.ts';
import type { PolicyUse } from '../hpki/policies.ts';
import type { PathResult } from '../path/validate-path.ts';
import type { Check, CheckId, SubIndication } from '../report.ts';
import type { RevocationData } from '../revocation/data.ts';
import type { EvidenceOrigin, FetchedRevocation, PinnedAuthority, RevocationPolicy } from '../trust.ts';

/** Everything the checks of a signer look at, gathered once. */
export interface SignerContext {
  readonly certificate: Certificate;
  readonly path: PathResult;
  readonly revocationData: RevocationData;
  /** Where a piece of revocation data (DER) came from. */
  readonly originOf: (der: Uint8Array) => EvidenceOrigin;
  readonly revocationPolicy: RevocationPolicy;
  /** What could not be fetched. */
  readonly failures: FetchedRevocation['failures'];
  readonly pinned: readonly PinnedAuthority[];
  /** Time that decides: proved by a time stamp, else the time of verification. */
  readonly time: Date;
  /** `time` is proved, so that what happened later does not matter. */
  readonly timeIsProved: boolean;
  /** When a piece of evidence (DER) is proved to have existed; the time of verification without proof. */
  readonly provedAt: (der: Uint8Array) => Date;
  /** Time of verification; revocation lists issued up to then count. */
  readonly verifiedAt: Date;
  readonly algorithms: readonly string[];
  readonly requiredRoles: readonly string[] | null;
  /** What the certificate is looked at for. */
  readonly use: PolicyUse;
  readonly acceptTestCards: boolean;
  /** The certificate is of the test policy or its path ends at an anchor of a test authority. */
  readonly test: boolean;
}

/** One rule about the signer, one file per check id. */
export type SignerCheck = (context: SignerContext) => Check;

type Params = NonNullable<Check['params']>;

export const passed = (id: CheckId, detail: string, params: Params = {}): Check => ({ id, status: 'passed', detail, params });

export const failed = (id: CheckId, subIndication: SubIndication, detail: string, params: Params = {}): Check => ({
  id,
  status: 'failed',
  subIndication,
  detail,
  params,
});

export const undecided = (id: CheckId, subIndication: SubIndication, detail: string, params: Params = {}): Check => ({
  id,
  status: 'indeterminate',
  subIndication,
  detail,
  params,
});
