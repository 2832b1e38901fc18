import type { Certificate } from '../../certificate/certificate.ts';
import { type PathResult, validatePath } from '../../path/validate-path.ts';
import type { Check } from '../../report.ts';
import type { TsaAnchor } from '../../trust.ts';
import { judgePath } from '../../validation/checks/certificate-path.ts';
import { failed } from '../../validation/signer-context.ts';
import type { ControlTime } from '../control-time.ts';

/** Who made a time stamp, and how far that leads. */
export interface Authority {
  readonly certificate: Certificate;
  /** The certificate is an anchor itself, so that no path leads to it and nobody answers for its revocation. */
  readonly pinned: boolean;
  readonly path: PathResult;
  /** `null` when no anchor was reached. */
  readonly anchor: TsaAnchor | null;
}

/** The anchor whose own certificate this is, for which no path is needed. */
export const pinOf = ({ sha256 }: Certificate, anchors: readonly TsaAnchor[]): TsaAnchor | null =>
  anchors.find((anchor) => anchor.certificate && anchor.sha256 === sha256) ?? null;

/** The authority's certificate on its way to an anchor of time stamps; anchors of signers are not asked. */
export function findAuthority(
  certificate: Certificate,
  candidates: readonly Certificate[],
  anchors: readonly TsaAnchor[],
  { time }: ControlTime,
): Authority {
  const pin = pinOf(certificate, anchors);
  if (pin) {
    const path = { valid: true, reason: null, faults: [], path: [certificate], anchor: pin, policies: [] };
    return { certificate, pinned: true, path, anchor: pin };
  }
  const path = validatePath({ certificate, candidates, anchors, at: time });
  return { certificate, pinned: false, path, anchor: anchors.find((anchor) => anchor === path.anchor) ?? null };
}

/**
 * The certificate leads to an anchor of time stamps, every certificate was valid at the control time (ETSI EN 319 102-1 section 5.6.2.4), and the
 * time stamp says a time within the validity of its authority's certificate.
 */
export function authorityCheck({ certificate, path }: Authority, stampTime: Date, control: ControlTime): Check {
  const id = 'time-stamp-authority';
  const chained = judgePath(id, path);
  if (chained.status !== 'passed') return chained;
  const outside = (of: Certificate, at: Date, subIndication: 'OUT_OF_BOUNDS_NO_POE' | 'OUT_OF_BOUNDS_NOT_REVOKED'): Check => {
    const [from, to, when] = [of.notBefore.toISOString(), of.notAfter.toISOString(), at.toISOString()];
    const params = { certificate: of.subject, from, to, at: when, timeIsProved: control.proved };
    return failed(id, subIndication, `${of.subject} is valid from ${from} to ${to}, not at ${when}.`, params);
  };
  if (!isValidAt(certificate, stampTime)) return outside(certificate, stampTime, 'OUT_OF_BOUNDS_NOT_REVOKED');
  const expired = path.path.find((each) => !isValidAt(each, control.time));
  return expired ? outside(expired, control.time, 'OUT_OF_BOUNDS_NO_POE') : chained;
}

const isValidAt = ({ notBefore, notAfter }: Certificate, time: Date): boolean => notBefore <= time && time <= notAfter;
