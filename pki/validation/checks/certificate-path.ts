import type { PathFault, PathFaultCode } from '../../path/fault.ts';
import type { PathResult } from '../../path/validate-path.ts';
import type { Check, CheckId, SubIndication } from '../../report.ts';
import { failed, passed, type SignerCheck, undecided } from '../signer-context.ts';

/** Faults of time have a check of their own. */
const OF_TIME: ReadonlySet<PathFaultCode> = new Set(['EXPIRED', 'NOT_YET_VALID']);

/** The path may exist; what would complete it is not at hand. */
const UNDECIDED: ReadonlySet<PathFaultCode> = new Set(['ISSUER_NOT_FOUND', 'PATH_SEARCH_EXHAUSTED']);

/** The certificate chains by name and signature to an anchor, and every rule of RFC 5280 section 6.1 but time holds. */
export const certificatePath: SignerCheck = ({ path }) => judgePath('certificate-path', path);

/** What a path means for the check of this name. */
export function judgePath(id: CheckId, path: PathResult): Check {
  const fault = path.faults.find(({ code }) => !OF_TIME.has(code));
  if (!fault) {
    const anchor = path.anchor!.subject;
    return passed(id, `The certificate chains to the anchor ${anchor}.`, { anchor, length: path.path.length });
  }
  const state = UNDECIDED.has(fault.code) ? undecided : failed;
  return state(id, subIndication(path.anchor !== null), detail(fault), { reason: fault.code, certificate: fault.certificate.subject });
}

const subIndication = (anchored: boolean): SubIndication => (anchored ? 'CHAIN_CONSTRAINTS_FAILURE' : 'NO_CERTIFICATE_CHAIN_FOUND');

const detail = ({ code, certificate }: PathFault): string => `${code} at ${certificate.subject}, issued by ${certificate.issuer}.`;
