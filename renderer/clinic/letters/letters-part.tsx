import type { ClinicPart } from '../clinic-screen.tsx';
import { LetterDesk } from './letter-desk.tsx';
import { LetterLists } from './letter-lists.tsx';
import './letters.css';
import { OPTIONS, receivedIdOf } from './letter-address.ts';
import { OptionsForm } from './options-form.tsx';
import { ReceivedDesk } from './received-desk.tsx';

/** Referral letters: the list, one that is written, one that came, and what is the same in each. */
export function LettersPart({ id, onSign }: ClinicPart) {
  if (id === null) return <LetterLists />;
  if (id === OPTIONS) return <OptionsForm />;
  const received = receivedIdOf(id);
  return received === null ? <LetterDesk key={id} id={id} onSign={onSign} /> : <ReceivedDesk key={id} id={received} />;
}
