import { AppError } from '../../errors.ts';

/** Why a request cannot be taken; words in `errors.MEMBERSHIP_REQUEST_WRONG`. */
export type RequestFault =
  | 'not_member'
  | 'already_member'
  | 'leaving'
  | 'class_unknown'
  | 'class_same'
  | 'path_broken'
  | 'national_needed'
  | 'several_refused'
  | 'attachment_missing'
  | 'facility_same'
  | 'associations_same'
  | 'warning_needed'
  | 'identity_differs'
  | 'identity_needed'
  | 'group_taken'
  | 'group_fixed'
  | 'nobody_decides'
  | 'form';

export const refused = (reason: RequestFault, association = ''): AppError => new AppError('MEMBERSHIP_REQUEST_WRONG', { reason, association });
