import { describe, expect, it } from 'vitest';
import { samplePrescription } from '../../../main/demonstration/sample-prescription.ts';
import { buildPrescriptionDocument } from '../../../pki/eps/build.ts';
import { buildIssueRequest, institutionCode } from '../../../pki/eps/issue-request.ts';
import { readIssueResponse } from '../../../pki/eps/issue-response.ts';
import { readSj1 } from '../../../pki/eps/sj1.ts';
import { parseXml } from '../../../pki/xml/document.ts';
import { onlyDescendant, soleText } from '../../../pki/xml/element.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const message = (header: string, body: string) =>
  bytes(`<?xml version="1.0" encoding="UTF-8"?><XmlMsg><MessageHeader>${header}</MessageHeader><MessageBody>${body}</MessageBody></XmlMsg>`);
const DONE = '<SegmentOfResult>1</SegmentOfResult>';

describe('the request', () => {
  const document = buildPrescriptionDocument(samplePrescription());
  it.each([
    ['electronic', '1'],
    ['paper', '2'],
  ] as const)('of an %s prescription is one line that holds the document whole', (issue, type) => {
    const request = buildIssueRequest({ institution: institutionCode(readSj1(samplePrescription())), document, issue });
    expect(Buffer.from(request).toString()).not.toMatch(/[\r\n]/);
    const { root } = parseXml(request);
    const text = (...path: string[]) => soleText(onlyDescendant(root, '', ...path));
    expect([text('MessageHeader', 'MedicalInstitutionCode'), text('MessageHeader', 'ArbitraryFileIdentifier')]).toEqual(['1319999999', '']);
    expect(text('MessageBody', 'IssueType')).toBe(type);
    expect(Buffer.from(text('MessageBody', 'PrescriptionInfo')!, 'base64').equals(document)).toBe(true);
  });

  it.each(['131999999', '13199999990', '131999999<', ''])('is not made for an institution %j', (institution) => {
    expect(() => buildIssueRequest({ institution, document, issue: 'paper' })).toThrow(RangeError);
  });

  it('does not guess an institution that the file does not name', () => {
    expect(() => institutionCode(readSj1(bytes('SJ1\n5,1,ﾐﾎﾝ,見本')))).toThrow(expect.objectContaining({ code: 'PRESCRIPTION_MALFORMED' }));
    expect(() => institutionCode(readSj1(bytes('SJ1\n1,1,999,13,x')))).toThrow(expect.objectContaining({ code: 'PRESCRIPTION_MALFORMED' }));
  });
});

describe('the response', () => {
  const nothing = { prescriptionId: '', accessCode: '', xmlFindings: [], csvFindings: [], signatures: [], addition: { code: '', message: '' } };

  it('accepted, with the id and the number for the pharmacy', () => {
    const id = '11111111-2222-3333-4444-555555555555';
    const body = `<ProcessingResultStatus>1</ProcessingResultStatus><PrescriptionId>${id}</PrescriptionId><AccessCode>0123456789012345</AccessCode>
      <GenerateSignResult><GenerateSignStatus>1</GenerateSignStatus><GenerateSignMessage>済</GenerateSignMessage></GenerateSignResult>`;
    expect(readIssueResponse(message(DONE, body))).toEqual({
      ...nothing,
      ...{ progress: 'done', outcome: 'accepted', prescriptionId: id, accessCode: '0123456789012345', addition: { code: '1', message: '済' } },
    });
  });

  it('refused, with what was found of the file and of the signature', () => {
    const body = `<ProcessingResultStatus>2</ProcessingResultStatus>
      <CsvCheckResultList><CsvCheckResult><ResultCode>EPSB0052E</ResultCode><ResultMessage>改行コードはLFで記録してください。</ResultMessage></CsvCheckResult></CsvCheckResultList>
      <XmlCheckResultList><ResultCode>X1</ResultCode><ResultMessage>x</ResultMessage></XmlCheckResultList>
      <VerifyResultList><VerifyResult><Status>NG</Status><Message>無効</Message><SignId>PrescriptionSign</SignId>
        <FailureReasons><FailureReason><MessageKey>k</MessageKey><MessageCode>V01</MessageCode><Message>失効</Message></FailureReason></FailureReasons></VerifyResult></VerifyResultList>`;
    expect(readIssueResponse(message(DONE, body))).toEqual({
      ...nothing,
      ...{ progress: 'done', outcome: 'refused' },
      csvFindings: [{ code: 'EPSB0052E', message: '改行コードはLFで記録してください。' }],
      xmlFindings: [{ code: 'X1', message: 'x' }],
      signatures: [{ signature: 'PrescriptionSign', status: 'NG', message: '無効', failures: [{ code: 'V01', message: '失効' }] }],
    });
  });

  it.each([
    ['it goes on', '<SegmentOfResult>2</SegmentOfResult>', '', 'running', 'unknown'],
    ['it failed', '<SegmentOfResult>9</SegmentOfResult>', '', 'failed', 'unknown'],
    [
      'a status that is not known',
      '<SegmentOfResult>7</SegmentOfResult>',
      '<ProcessingResultStatus>8</ProcessingResultStatus>',
      'unknown',
      'unknown',
    ],
    ['no status', '', '', 'unknown', 'unknown'],
    ['two statuses', DONE, '<ProcessingResultStatus>1</ProcessingResultStatus><ProcessingResultStatus>2</ProcessingResultStatus>', 'done', 'unknown'],
  ])('is never taken for accepted: %s', (_what, header, body, progress, outcome) => {
    expect(readIssueResponse(message(header, body))).toMatchObject({ progress, outcome });
  });

  it.each([
    ['another document', bytes('<Document/>'), 'PRESCRIPTION_MALFORMED'],
    ['an access code that is none', message(DONE, '<AccessCode>12</AccessCode>'), 'PRESCRIPTION_MALFORMED'],
    ['no XML', bytes('SJ1'), 'XML_UNREADABLE'],
    ['a document type', bytes('<!DOCTYPE XmlMsg><XmlMsg/>'), 'XML_FORBIDDEN_CONSTRUCT'],
  ])('is refused where it is %s', (_what, input, code) => {
    expect(() => readIssueResponse(input)).toThrow(expect.objectContaining({ code }));
  });
});
