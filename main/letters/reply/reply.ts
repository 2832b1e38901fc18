import type { LetterForm, LetterParty } from '../../api/schema/letters.ts';
import { EMPTY_PARTY, emptyForm } from '../form/empty.ts';

/**
 * The beginning of an answer (返書): sender and addressee changed places, the patient taken over, the letter that is answered named.
 * The number of the patient is one of the other institution and stays there.
 * @param own sender of this desk's letters; where none is kept, the addressee of the letter
 * @param today ISO day in Japan
 */
export function replyTo(received: LetterForm | null, identifier: string, own: LetterParty, today: string): LetterForm {
  const sender = own.institution === '' ? (received?.addressee ?? EMPTY_PARTY) : own;
  const begun: LetterForm = { ...emptyForm(sender, today), kind: 'reply' };
  if (!received) return begun;
  return {
    ...begun,
    addressee: received.sender,
    patient: { ...received.patient, number: '' },
    diagnosis: received.diagnosis,
    answers: { date: received.date, institution: received.sender.institution, doctor: received.sender.doctor, identifier },
  };
}
