import { PkiError } from '../errors.ts';
import { refuseHiddenConstructs } from '../xml/constructs.ts';
import { parseXml } from '../xml/document.ts';
import { childElements, onlyDescendant, soleText, type XmlElement } from '../xml/element.ts';

/** One thing that the service found, by its code and in its own words. */
export interface Finding {
  readonly code: string;
  readonly message: string;
}

/** What the service found of one signature. */
export interface SignatureFinding {
  readonly signature: string;
  readonly status: string;
  readonly message: string;
  readonly failures: readonly Finding[];
}

/** What the electronic prescription service answered to a request; texts are as written. */
export interface IssueResponse {
  /** `running`: it says so now and answers later. */
  readonly progress: 'done' | 'running' | 'failed' | 'unknown';
  readonly outcome: 'accepted' | 'refused' | 'unknown';
  /** Empty where none was given. */
  readonly prescriptionId: string;
  /** 引換番号, 16 digits; empty where none was given. */
  readonly accessCode: string;
  readonly xmlFindings: readonly Finding[];
  readonly csvFindings: readonly Finding[];
  readonly signatures: readonly SignatureFinding[];
  /** What became of the time stamp and validation data that the service adds; empty where it says nothing. */
  readonly addition: Finding;
}

const PROGRESS: Readonly<Record<string, IssueResponse['progress']>> = { '1': 'done', '2': 'running', '9': 'failed' };
const OUTCOME: Readonly<Record<string, IssueResponse['outcome']>> = { '1': 'accepted', '2': 'refused' };

const malformed = (note: string): PkiError => new PkiError('PRESCRIPTION_MALFORMED', { line: 0, record: '', field: '', note });

/** Text of the only child of that name, empty where there is none, or more than one, or more than text in it. */
const textOf = (parent: XmlElement | null, ...path: readonly string[]): string => {
  const element = onlyDescendant(parent, '', ...path);
  return (element && soleText(element)) ?? '';
};

/** Every entry below a list, whatever the service calls it, that has such a child. */
function entriesOf(list: XmlElement | null, key: string): readonly XmlElement[] {
  if (!list) return [];
  return childElements(list).flatMap((child) => (childElements(child, '', key).length > 0 ? [child] : entriesOf(child, key)));
}
const withOwn = (list: XmlElement | null, key: string): readonly XmlElement[] =>
  list && childElements(list, '', key).length > 0 ? [list] : entriesOf(list, key);

const findingsOf = (body: XmlElement | null, name: string): readonly Finding[] =>
  (body ? childElements(body, '', name) : [])
    .flatMap((list) => withOwn(list, 'ResultCode'))
    .map((entry) => ({ code: textOf(entry, 'ResultCode'), message: textOf(entry, 'ResultMessage') }));

/**
 * Reads the answer to a request (file `ESPsiPIR01res`). A status that is not known is told as `unknown`, never as accepted.
 * @throws PkiError XML_UNREADABLE, XML_FORBIDDEN_CONSTRUCT, XML_TOO_LARGE; PRESCRIPTION_MALFORMED where it is another message
 */
export function readIssueResponse(bytes: Uint8Array): IssueResponse {
  const document = parseXml(bytes);
  refuseHiddenConstructs(document);
  const { root } = document;
  const [header, body] = [onlyDescendant(root, '', 'MessageHeader'), onlyDescendant(root, '', 'MessageBody')];
  if (root.name !== 'XmlMsg' || root.namespace !== '' || !header) throw malformed('not a message of the service');
  const prescriptionId = textOf(body, 'PrescriptionId');
  const accessCode = textOf(body, 'AccessCode');
  const progress = PROGRESS[textOf(header, 'SegmentOfResult')] ?? 'unknown';
  const outcome = OUTCOME[textOf(body, 'ProcessingResultStatus')] ?? 'unknown';
  if (accessCode !== '' && !/^\d{16}$/.test(accessCode)) throw malformed('the access code is not 16 digits');
  return {
    progress,
    outcome,
    prescriptionId,
    accessCode,
    xmlFindings: findingsOf(body, 'XmlCheckResultList'),
    csvFindings: findingsOf(body, 'CsvCheckResultList'),
    signatures: (body ? childElements(body, '', 'VerifyResultList') : [])
      .flatMap((list) => withOwn(list, 'Status'))
      .map((entry) => ({
        signature: textOf(entry, 'SignId'),
        status: textOf(entry, 'Status'),
        message: textOf(entry, 'Message'),
        failures: childElements(entry, '', 'FailureReasons')
          .flatMap((list) => withOwn(list, 'MessageCode'))
          .map((reason) => ({ code: textOf(reason, 'MessageCode'), message: textOf(reason, 'Message') })),
      })),
    addition: {
      code: textOf(body, 'GenerateSignResult', 'GenerateSignStatus'),
      message: textOf(body, 'GenerateSignResult', 'GenerateSignMessage'),
    },
  };
}
