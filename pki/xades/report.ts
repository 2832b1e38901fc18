import { PkiError } from '../errors.ts';
import type { Check, SignatureReport } from '../report.ts';
import type { VerificationOptions } from '../trust.ts';
import { reportMalformed, reportSignature, reportUndecided } from '../validation/report-signature.ts';
import { attribute, elementsNamed, type XmlElement } from '../xml/element.ts';
import { NAMESPACES } from '../xml/namespaces.ts';
import { type Evaluation, evaluateSignature } from './evaluate.ts';
import { FormatFault } from './fault.ts';
import { XmlFile } from './file.ts';
import { findTimeStamps } from './time-stamps/find.ts';

/** What the kind of document demands of a signature, beside XAdES itself. */
export interface Demand {
  /** What is wrong with the document, in English. */
  readonly faults: readonly string[];
  /** Whether the signature signs what it must. */
  readonly scope: (evaluation: Evaluation) => Check;
  readonly coverage: (evaluation: Evaluation) => Pick<SignatureReport, 'coversWholeDocument' | 'notCovered'>;
  readonly roles: readonly string[] | null;
}

const MAX_SIGNATURES = 32;

/**
 * Reports on the signatures of a file; one that cannot be parsed but speaks of signatures is reported as one that is malformed.
 * @throws PkiError XML_UNREADABLE, XML_TOO_LARGE, XML_FORBIDDEN_CONSTRUCT for a file without a word of signatures
 */
export async function reportParsed(
  bytes: Uint8Array,
  options: VerificationOptions,
  report: (file: XmlFile) => Promise<readonly SignatureReport[]>,
): Promise<readonly SignatureReport[]> {
  try {
    const file = new XmlFile(bytes);
    const signatures = elementsNamed(file.document, NAMESPACES.ds, 'Signature').length;
    if (signatures > MAX_SIGNATURES) return [reportUndecided('', `more than ${MAX_SIGNATURES} signatures`, options)];
    return await report(file);
  } catch (cause) {
    if (!(cause instanceof PkiError) || !Buffer.from(bytes).includes(NAMESPACES.ds)) throw cause;
    return [reportFor(cause)('', cause.message, options)];
  }
}

/** A limit is ours, and no fault of the document. */
const reportFor = (cause: FormatFault | PkiError) =>
  cause instanceof PkiError && cause.code === 'XML_TOO_LARGE' ? reportUndecided : reportMalformed;

/** Verifies one `ds:Signature` of a parsed file and reports on it. */
export async function reportXmlSignature(element: XmlElement, file: XmlFile, demand: Demand, options: VerificationOptions): Promise<SignatureReport> {
  try {
    return await reportEvaluated(evaluateSignature(element, file), file, demand, options);
  } catch (cause) {
    if (!(cause instanceof FormatFault || cause instanceof PkiError)) throw cause;
    return reportFor(cause)(attribute(element, 'Id') ?? '', cause.message, options);
  }
}

function reportEvaluated(evaluation: Evaluation, file: XmlFile, demand: Demand, options: VerificationOptions): Promise<SignatureReport> {
  const { signature, properties, values, signer, digests, value, intact, algorithms } = evaluation;
  const facts = {
    id: signature.id,
    intact,
    level: properties.level,
    ...demand.coverage(evaluation),
    checks: [formatCheck([...demand.faults, ...evaluation.faults]), digests, value, demand.scope(evaluation), signer.bound],
    evidence: {
      certificate: signer.certificate,
      embedded: { ...values, certificates: [...signature.certificates, ...values.certificates] },
      timeStamps: findTimeStamps(signature, properties, file),
      algorithms,
      requiredRoles: demand.roles,
    },
    claimedTime: properties.signingTime,
  };
  return reportSignature(facts, options);
}

const formatCheck = (faults: readonly string[]): Check =>
  faults.length === 0
    ? { id: 'format', status: 'passed', detail: 'XML Signature and XAdES as they must be' }
    : { id: 'format', status: 'failed', subIndication: 'FORMAT_FAILURE', detail: faults.join('; ') };
