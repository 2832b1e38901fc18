import type { XmlElement } from 'libxml2-wasm';
import { PkiError } from '../errors.ts';
import type { Check, SignatureReport } from '../report.ts';
import type { VerificationOptions } from '../trust.ts';
import { assessSigner } from '../validation/assess-signer.ts';
import { conclude } from '../validation/conclude.ts';
import { parseXml } from '../xml/document.ts';
import { indexIds } from '../xml/ids.ts';
import { NAMESPACES } from '../xml/namespaces.ts';
import { type Evaluation, evaluateSignature } from './evaluate.ts';
import { FormatFault } from './fault.ts';
import type { XmlFile } from './references.ts';

/** What the kind of document demands of a signature, beside XAdES itself. */
export interface Demand {
  /** What is wrong with the document or with the place of the signature in it, in English. */
  readonly faults: readonly string[];
  /** Whether the signature signs what it must; not called where `evaluateSignature` failed. */
  readonly scope: (evaluation: Evaluation) => Check;
  readonly coverage: (evaluation: Evaluation) => Pick<SignatureReport, 'coversWholeDocument' | 'notCovered'>;
  readonly roles: readonly string[] | null;
}

/** Verifies one `ds:Signature` of a parsed file and reports on it. */
export async function reportSignature(element: XmlElement, file: XmlFile, demand: Demand, options: VerificationOptions): Promise<SignatureReport> {
  try {
    return await reportEvaluated(evaluateSignature(element, file), demand, options);
  } catch (cause) {
    if (!(cause instanceof FormatFault || cause instanceof PkiError)) throw cause;
    return reportUnreadable(cause.message, options, element.attr('Id')?.value);
  }
}

/**
 * Reports on the signatures of a file; one that cannot be parsed but speaks of signatures is reported as one that is malformed.
 * @throws PkiError XML_UNREADABLE, XML_FORBIDDEN_CONSTRUCT for a file without a word of signatures
 */
export async function reportParsed(
  bytes: Uint8Array,
  options: VerificationOptions,
  report: (file: XmlFile) => Promise<readonly SignatureReport[]>,
): Promise<readonly SignatureReport[]> {
  try {
    using document = parseXml(bytes);
    return await report({ bytes, document, ids: indexIds(document) });
  } catch (cause) {
    if (!(cause instanceof PkiError) || !Buffer.from(bytes).includes(NAMESPACES.ds)) throw cause;
    return [reportUnreadable(cause.message, options)];
  }
}

/** Report on a signature that nothing could be computed of. */
function reportUnreadable(fault: string, options: VerificationOptions, id = ''): SignatureReport {
  const checks = [formatCheck([fault])];
  return {
    id,
    ...conclude(checks),
    intact: false,
    level: 'B',
    coversWholeDocument: false,
    notCovered: [],
    signer: null,
    claimedTime: null,
    bestSignatureTime: options.at.toISOString(),
    test: false,
    checks,
  };
}

async function reportEvaluated(evaluation: Evaluation, demand: Demand, options: VerificationOptions): Promise<SignatureReport> {
  const { signature, properties, signer, digests, value, intact, algorithms } = evaluation;
  const assessment = await assessSigner(
    {
      certificate: signer.certificate,
      embeddedCertificates: [...signature.certificates, ...properties.certificates],
      embeddedCrls: properties.crls,
      trustedTime: null,
      algorithms,
      requiredRoles: demand.roles,
    },
    options,
  );
  const checks = [
    formatCheck([...demand.faults, ...evaluation.faults]),
    digests,
    value,
    demand.scope(evaluation),
    signer.bound,
    ...assessment.checks,
    ...(properties.timeStamped ? [STAMP_NOT_EVALUATED] : []),
    claimedTimeCheck(properties.signingTime, options.at),
  ];
  return {
    id: signature.id,
    ...conclude(checks),
    intact,
    level: properties.level,
    ...demand.coverage(evaluation),
    signer: assessment.identity,
    claimedTime: readTime(properties.signingTime),
    bestSignatureTime: assessment.bestSignatureTime.toISOString(),
    test: assessment.test,
    checks,
  };
}

const formatCheck = (faults: readonly string[]): Check =>
  faults.length === 0
    ? { id: 'format', status: 'passed', detail: 'XML Signature and XAdES as they must be' }
    : { id: 'format', status: 'failed', subIndication: 'FORMAT_FAILURE', detail: faults.join('; ') };

const STAMP_NOT_EVALUATED: Check = {
  id: 'signature-time-stamp',
  status: 'indeterminate',
  subIndication: 'TRY_LATER',
  detail: 'there is a signature time stamp; it was not evaluated and proves no time',
};

/** xs:dateTime with its time zone; without one it is no point in time. */
const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;

const readTime = (written: string | null): string | null =>
  written !== null && DATE_TIME.test(written) && !Number.isNaN(Date.parse(written)) ? written : null;

function claimedTimeCheck(written: string | null, at: Date): Check {
  const id = 'claimed-time';
  const time = readTime(written);
  if (time === null) return { id, status: 'failed', subIndication: 'SIG_CONSTRAINTS_FAILURE', detail: 'no SigningTime with a time zone' };
  if (Date.parse(time) > at.getTime()) {
    return {
      id,
      status: 'indeterminate',
      subIndication: 'OUT_OF_BOUNDS_NO_POE',
      detail: `${time} is after the time of verification`,
      params: { time },
    };
  }
  return { id, status: 'passed', detail: `${time}, as the signer says`, params: { time } };
}
