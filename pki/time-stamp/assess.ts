import { parseCertificate } from '../certificate/certificate.ts';
import { type SignerVerification, verifySignedData } from '../cms/verify.ts';
import { PkiError } from '../errors.ts';
import { readable } from '../readable.ts';
import type { Check, TimeStampReport } from '../report.ts';
import type { VerificationOptions } from '../trust.ts';
import { judgeAlgorithms } from '../validation/checks/algorithms.ts';
import { conclude } from '../validation/conclude.ts';
import { mergedData, type TimeStampEvidence, type ValidationData } from '../validation/evidence.ts';
import { accreditationCheck } from './checks/accreditation.ts';
import { type Authority, authorityCheck, findAuthority } from './checks/authority.ts';
import { formatCheck } from './checks/format.ts';
import { imprintCheck } from './checks/imprint.ts';
import { purposeCheck } from './checks/purpose.ts';
import { pinnedCheck, revocationCheck } from './checks/revocation.ts';
import { signatureCheck } from './checks/signature.ts';
import type { ControlTime } from './control-time.ts';
import { revocationOf } from './revocation.ts';
import { parseTimeStampToken, type TimeStampToken } from './token.ts';
import type { TimeStampInfo } from './tst-info.ts';

export interface TimeStampAssessment {
  readonly report: TimeStampReport;
  /** genTime; counts only when `report.trusted`. */
  readonly time: Date | null;
}

/**
 * Judges one time stamp: token, imprint and signature first, then its authority at the control time by `options.tsaAnchors` alone
 * (ETSI EN 319 102-1 section 5.4).
 */
export async function assessTimeStamp(
  stamp: TimeStampEvidence,
  signature: ValidationData,
  control: ControlTime,
  options: VerificationOptions,
): Promise<TimeStampAssessment> {
  try {
    return await judge(parseTimeStampToken(stamp.token), stamp, signature, control, options);
  } catch (error) {
    if (!(error instanceof PkiError)) throw error;
    const check: Check = { id: 'time-stamp-format', status: 'failed', subIndication: 'FORMAT_FAILURE', detail: error.message };
    const { id, kind } = stamp;
    return { time: null, report: { id, kind, time: null, trusted: false, authority: null, policy: null, serial: null, checks: [check] } };
  }
}

async function judge(
  { info, signedData }: TimeStampToken,
  stamp: TimeStampEvidence,
  signature: ValidationData,
  control: ControlTime,
  options: VerificationOptions,
): Promise<TimeStampAssessment> {
  const anchors = options.tsaAnchors ?? [];
  // What the document brings along comes last, so that it cannot exhaust the search.
  const known = [...options.chain, ...anchors.flatMap(({ certificate }) => certificate ?? [])];
  const brought = [...stamp.data.certificates, ...signature.certificates];
  const { signers } = await verifySignedData({ der: stamp.token, contentDigest: null, furtherCertificates: [...known, ...brought] });
  const signer = signers[0]!;
  const [certificate = null] = readable(signer.certificate ? [signer.certificate] : [], parseCertificate);
  const candidates = readable([...known, ...signedData.certificates, ...brought], parseCertificate);
  const authority = certificate && findAuthority(certificate, candidates, anchors, control);
  const travelling = mergedData(stamp.data, signature, { ...signedData, crls: signer.crls });
  const checks = [
    formatCheck(info),
    await imprintCheck(info.imprint, stamp.imprint),
    signatureCheck(info, signer, certificate),
    ...(authority ? await ofAuthority(authority, info, signer, travelling, control, options) : []),
  ];
  const trusted = authority !== null && conclude(checks).conclusion === 'TOTAL-PASSED';
  const { policy, serial } = info;
  const report = {
    id: stamp.id,
    kind: stamp.kind,
    time: info.time.toISOString(),
    trusted,
    authority: certificate?.subject ?? null,
    policy,
    serial,
    checks,
  };
  return { time: info.time, report };
}

async function ofAuthority(
  authority: Authority,
  { imprint, time: stampTime }: TimeStampInfo,
  signer: SignerVerification,
  travelling: ValidationData,
  control: ControlTime,
  options: VerificationOptions,
): Promise<Check[]> {
  const { pinned, path, anchor } = authority;
  const revocation = pinned ? null : await revocationOf(path, travelling, control, options);
  const used = { names: [imprint.algorithm ?? imprint.oid, ...signer.algorithms], certificates: path.path, certified: !pinned };
  return [
    judgeAlgorithms('time-stamp-algorithms', used, control),
    authorityCheck(authority, stampTime, control),
    purposeCheck(authority.certificate),
    revocation
      ? revocationCheck(revocation, { stampTime, control, policy: options.revocationPolicy ?? 'valid-at-time' })
      : pinnedCheck(authority.certificate),
    accreditationCheck(anchor?.accreditation ?? null),
  ];
}
