import type { CardErrorCode } from '../../../card/errors.ts';
import type { PkiErrorCode } from '../../../pki/errors.ts';
import type { Failure } from '../../api/schema/common.ts';
import type { AppErrorCode } from '../../errors.ts';
import { toFailure } from '../../failure.ts';
import { type Language, words } from '../../words/words.ts';
import { EXIT, type ExitStatus, type Outcome } from './command.ts';

export type FailureOutcome = Outcome & { readonly failure: true };

type Code = CardErrorCode | PkiErrorCode | AppErrorCode;

const WRONG_USE: readonly Code[] = [
  'USAGE_WRONG',
  'FILE_NOT_FOUND',
  'FILE_UNREADABLE',
  'CERTIFICATE_UNREADABLE',
  'CRL_UNREADABLE',
  'DOCUMENT_UNREADABLE',
  'DOCUMENT_TYPE_UNKNOWN',
  'XML_UNREADABLE',
  'XML_TOO_LARGE',
  'LEVEL_NOT_AVAILABLE',
  'CERTIFICATE_UNFIT_AS_ANCHOR',
  'TSA_ANCHOR_UNKNOWN',
  'REMOTE_SERVICE_UNKNOWN',
  'REMOTE_SERVICE_NAME_TAKEN',
  'REMOTE_ADDRESS_UNFIT',
  'TEST_AUTHORITY_UNREADABLE',
  'VIRTUAL_CARD_UNREADABLE',
  'SIGNING_BATCH_UNKNOWN',
  'SEMINAR_UNKNOWN',
  'PERSON_UNKNOWN',
  'LIST_UNKNOWN',
  'FACT_UNKNOWN',
  'REGISTRATION_WRONG',
  'IMPORT_UNREADABLE',
  'COLUMNS_MISSING',
  'SPREADSHEET_NOT_READ',
  'ATTENDANCE_CERTIFICATE_UNREADABLE',
  'COLUMN_PROFILE_UNKNOWN',
  'ASSOCIATION_UNKNOWN',
  'MEMBER_IMPORT_UNKNOWN',
  'STATUS_LIST_UNREADABLE',
  'BUNDLE_UNREADABLE',
  'BUNDLE_PASSPHRASE_WRONG',
  'STATION_CODE_WRONG',
  'REASON_NEEDED',
  'TOKEN_AMBIGUOUS',
];
const ENVIRONMENT: readonly Code[] = [
  'PCSC_LIBRARY_MISSING',
  'PCSC_SERVICE_ABSENT',
  'READER_NOT_FOUND',
  'READER_VANISHED',
  'READER_BUSY_HERE',
  'READER_BUSY_ELSEWHERE',
  'CARD_ABSENT',
  'CARD_MUTE',
  'CARD_REMOVED',
  'CARD_RESET',
  'CARD_TRANSPORT_FAULT',
  'CARD_SWAPPED',
  'CARD_NOT_HPKI',
  'CARD_APPLICATION_MISSING',
  'MODULE_MISSING',
  'MODULE_UNUSABLE',
  'MODULE_ENDED',
  'MODULE_SILENT',
  'MODULE_FAULT',
  'TIME_STAMP_REFUSED',
  'TIME_STAMP_WRONG',
  'TIME_STAMP_CLOCK_APART',
  'TIME_STAMP_SERVICE_ABSENT',
  'TERMINAL_NOT_SET',
  'TERMINAL_FOLDER_UNFIT',
  'WATCHED_FOLDER_UNFIT',
  'OPERATION_ABORTED',
  'PIN_HOLD_ENDED',
  'HOST_NOT_ALLOWED',
  'REMOTE_SERVICE_UNFIT',
  'REMOTE_SIGN_IN_ELSEWHERE',
  'REMOTE_ANSWER_WRONG',
  'NETWORK_OFF',
  'NETWORK_HOST_NOT_FOUND',
  'NETWORK_REFUSED',
  'NETWORK_INTERRUPTED',
  'NETWORK_TIMEOUT',
  'NETWORK_TLS',
  'NETWORK_PROXY',
  'NETWORK_STATUS',
  'NETWORK_REDIRECT',
  'NETWORK_TOO_LARGE',
  'FILE_UNWRITABLE',
  'FILE_NAME_TAKEN',
  'DATA_FOLDER_LOCKED',
  'STORE_TOO_NEW',
  'SECRET_STORE_UNREADABLE',
  'RUNTIME_TOO_OLD',
  'STATION_UNREACHABLE',
  'HUB_NOT_SET',
  'HUB_REFUSED',
  'EXCHANGE_NOT_ENROLLED',
  'EXCHANGE_REFUSED',
  'ENROLMENT_REFUSED',
  'HUB_DATABASE_UNREACHABLE',
  'INTERNAL_FAULT',
];

/** Exit status by error code; a refusal of the card or of the program is a negative answer. */
const STATUS: ReadonlyMap<string, ExitStatus> = new Map<string, ExitStatus>([
  ...WRONG_USE.map((code) => [code, EXIT.usage] as const),
  ...ENVIRONMENT.map((code) => [code, EXIT.environment] as const),
]);

/** A thrown error as the command line shows it; `HPKI_DEBUG` prints the stack of what is not ours. */
export function failureOutcome(error: unknown, language: Language): FailureOutcome {
  const failure = toFailure(error);
  if (failure.code === 'INTERNAL_FAULT' && process.env['HPKI_DEBUG']) console.error(error);
  return outcomeOf(failure, language);
}

/** A failure as the command line shows it: code, heading, what happened, what to do. */
export function outcomeOf(failure: Failure, language: Language): FailureOutcome {
  const say = words(language);
  const sentence = (part: string) => say(`errors.${failure.code}.${part}`, failure.detail);
  const words_ = { heading: sentence('heading'), happened: sentence('happened'), todo: sentence('todo') };
  return {
    failure: true,
    exit: STATUS.get(failure.code) ?? EXIT.negative,
    json: { error: { ...failure, ...words_ } },
    text: [
      `${words_.heading} [${failure.code}${failure.detail['note'] ? `: ${failure.detail['note']}` : ''}]`,
      words_.happened,
      words_.todo,
      ...(failure.detail['usage'] ? [`hpki ${failure.detail['usage']}`] : []),
    ].join('\n'),
  };
}
