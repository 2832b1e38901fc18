import * as z from 'zod';
import { REQUEST_FILTERS } from '../../prescriptions/terminal/request-list.ts';
import { terminalSetting } from '../../prescriptions/terminal/setting.ts';
import { failure, isoTime } from './common.ts';

const count = z.number().int().min(0);
const issue = z.enum(['electronic', 'paper']);
const finding = z.object({ code: z.string(), message: z.string() });

/** Where the exchange with the terminal stands; no personal data. */
export const prescriptionService = z.object({
  terminal: terminalSetting.nullable(),
  lookedAt: isoTime.nullable(),
  /** `request`: the one it is about; `null` of the folders themselves. */
  faults: z.array(z.object({ request: z.string().nullable(), failure, since: isoTime })),
  open: count,
  attention: count,
  /** Grows with everything that changed. */
  change: count,
});
export type PrescriptionServiceView = z.infer<typeof prescriptionService>;

/** What the service answered, in its own words; words of `outcome`: `requests.outcomes`. */
export const issueResponse = z.object({
  progress: z.enum(['done', 'running', 'failed', 'unknown']),
  outcome: z.enum(['accepted', 'refused', 'unknown']),
  prescriptionId: z.string(),
  /** 引換番号, 16 digits; empty where none was given. */
  accessCode: z.string(),
  xmlFindings: z.array(finding),
  csvFindings: z.array(finding),
  signatures: z.array(z.object({ signature: z.string(), status: z.string(), message: z.string(), failures: z.array(finding) })),
  addition: finding,
});
export type IssueResponseView = z.infer<typeof issueResponse>;

export const prescriptionRequest = z.object({
  id: z.string(),
  madeAt: isoTime,
  state: z.enum(['kept', 'placed', 'uncertain', 'answered', 'withdrawn']),
  issue,
  /** `issuedOn` as in the record; `null` once deleted. */
  about: z.object({ name: z.string(), patient: z.string(), issuedOn: z.string() }).nullable(),
  /** Entry of the register. */
  document: z.string().nullable(),
  answeredAt: isoTime.nullable(),
  response: issueResponse.nullable(),
  /** What was answered after that and differs; `sha256` of the file as it came. */
  later: z.array(z.object({ arrivedAt: isoTime, sha256: z.string().nullable(), response: issueResponse.nullable() })),
  /** `by`: of a withdrawal alone. */
  words: z.array(
    z.object({
      ...{ at: isoTime, decision: z.enum(['given', 'give-again', 'another', 'withdrawn']) },
      ...{ reason: z.string().nullable(), by: z.string().nullable() },
    }),
  ),
});
export type PrescriptionRequestView = z.infer<typeof prescriptionRequest>;

export const requestQuery = z.object({
  filter: z.enum(REQUEST_FILTERS),
  issue: issue.nullable(),
  offset: count,
  limit: z.number().int().min(1).max(100),
});
export const requestPage = z.object({ requests: z.array(prescriptionRequest), total: count });

/** `intake`: a file that was taken in, without signature, as a paper issue alone. `again`: why it is given though it was given before. */
export const submissionOrder = z.object({ from: z.enum(['register', 'intake']), id: z.string(), issue, again: z.string().max(300).nullable() });
export type SubmissionOrder = z.infer<typeof submissionOrder>;

export const settlementOrder = z.object({ id: z.string(), decision: z.enum(['given', 'give-again']), reason: z.string().max(300) });
export type SettlementOrder = z.infer<typeof settlementOrder>;

export const withdrawalOrder = z.object({ id: z.string(), reason: z.string().max(300), by: z.string().max(100) });
