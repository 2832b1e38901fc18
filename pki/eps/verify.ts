import type { VerificationReport } from '../report.ts';
import type { VerificationOptions } from '../trust.ts';
import { reportFile } from '../validation/report-file.ts';
import { reportParsed, reportXmlSignature } from '../xades/report.ts';
import { xmlKind } from '../xml/kind.ts';
import { demandOf, documentFaults, placeSignatures } from './demand.ts';
import { DISPENSING, PRESCRIPTION } from './layout.ts';

/** A dispensing document with nothing but the doctor's signature inside is not signed itself. */
const NOT_SIGNED = { conclusion: 'INDETERMINATE', subIndication: 'NO_SIGNATURE' } as const;

/**
 * Verifies the signatures of a prescription or dispensing document of the electronic prescription service: XAdES as such, and that each
 * signature stands in its place, signs what people are shown and was made by someone with the role for it. A role of the options is asked
 * of the signer of the document, not of the doctor whose prescription a dispensing document holds.
 * @throws PkiError XML_UNREADABLE, XML_FORBIDDEN_CONSTRUCT when the file cannot be read and shows no sign of a signature either
 */
export async function verifyEps(
  file: { readonly name: string; readonly bytes: Uint8Array },
  options: VerificationOptions,
): Promise<VerificationReport> {
  const layout = xmlKind(file.bytes) === 'dispensing-xml' ? DISPENSING : PRESCRIPTION;
  const { role: _, ...withoutRole } = options;
  let ownSignature = false;
  const signatures = await reportParsed(file.bytes, options, (parsed) => {
    const placed = placeSignatures(parsed.document, layout);
    ownSignature = placed.some(({ place }) => place?.own);
    const faults = documentFaults(parsed, layout);
    return Promise.all(
      placed.map(({ element, place }) =>
        reportXmlSignature(element, parsed, demandOf(parsed.document, place, faults), place?.own === false ? withoutRole : options),
      ),
    );
  });
  return reportFile({ file: file.name, format: layout.format, signatures, further: ownSignature ? [] : [NOT_SIGNED] }, options);
}
