import type { Check, VerificationReport } from '../report.ts';
import type { VerificationOptions } from '../trust.ts';
import { reportFile } from '../validation/report-file.ts';
import { uncovered } from './coverage.ts';
import type { Evaluation } from './evaluate.ts';
import type { XmlFile } from './file.ts';
import { referenceName } from './references.ts';
import { type Demand, reportParsed, reportXmlSignature } from './report.ts';
import { outermostSignatures } from './signature.ts';

const MANIFEST_TYPE = 'http://www.w3.org/2000/09/xmldsig#Manifest';

/**
 * Verifies every XAdES signature of an XML document of any kind (ETSI EN 319 132-1, validation after EN 319 102-1).
 * Counter-signatures inside another signature are not looked at.
 * @throws PkiError XML_UNREADABLE, XML_FORBIDDEN_CONSTRUCT when the file cannot be read and shows no sign of a signature either
 */
export async function verifyXades(
  file: { readonly name: string; readonly bytes: Uint8Array },
  options: VerificationOptions,
): Promise<VerificationReport> {
  const signatures = await reportParsed(file.bytes, options, (parsed) => {
    const demand = plainDemand(parsed);
    return Promise.all(outermostSignatures(parsed.document).map((element) => reportXmlSignature(element, parsed, demand, options)));
  });
  return reportFile({ file: file.name, format: 'xades', signatures }, options);
}

/** A document of no known kind demands only that something is signed. Its comments are outside every signature. */
function plainDemand({ document }: XmlFile): Demand {
  const comments = document.hidden.has('comment') ? ['comment'] : [];
  return {
    faults: [],
    scope: scopeCheck,
    coverage: (evaluation) => {
      const notCovered = [...uncovered(document, evaluation), ...comments];
      return { coversWholeDocument: scopeCheck(evaluation).status === 'passed' && notCovered.length === 0, notCovered };
    },
    roles: null,
  };
}

/** The files of a manifest are not at hand, so their digests prove nothing here (xmldsig-core1 section 5.1). */
function scopeCheck({ data }: Evaluation): Check {
  const id = 'signed-scope';
  const missing = (detail: string): Check => ({ id, status: 'indeterminate', subIndication: 'SIGNED_DATA_NOT_FOUND', detail });
  if (data.length === 0) return missing('nothing of the document is signed');
  if (data.some(({ reference }) => reference.type === MANIFEST_TYPE)) return missing('a manifest names files that were not given');
  return { id, status: 'passed', detail: data.map(({ reference }) => referenceName(reference)).join(', ') };
}
