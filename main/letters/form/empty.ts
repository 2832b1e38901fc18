import type { LetterForm, LetterParty } from '../../api/schema/letters.ts';

export const EMPTY_PARTY: LetterParty = {
  institution: '',
  institutionNumber: '',
  department: '',
  doctor: '',
  postalCode: '',
  address: '',
  telephone: '',
};

/** A letter in which nothing stands but its sender and its day. @param day ISO day in Japan */
export const emptyForm = (sender: LetterParty, day: string): LetterForm => ({
  kind: 'referral',
  addressee: EMPTY_PARTY,
  addresseeOutside: false,
  date: day,
  sender,
  patient: { name: '', kana: '', number: '', sex: '', birthDate: '', postalCode: '', address: '', telephone: '', occupation: '' },
  setting: 'outpatient',
  diagnosis: '',
  purpose: '',
  history: '',
  course: '',
  treatment: '',
  prescription: '',
  remarks: '',
  answers: null,
});
