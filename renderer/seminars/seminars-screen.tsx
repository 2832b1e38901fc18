import type { OpenedDocument } from '../../main/api/schema/document.ts';
import { LocalRulesPage } from './local-rules.tsx';
import { NewSeminar } from './new-seminar.tsx';
import { SeminarList } from './seminar-list.tsx';
import { SeminarPage } from './seminar-page.tsx';
import './seminars.css';
import type { Drafts } from './use-drafts.ts';

interface SeminarsScreenProps {
  /** A seminar's id, `new`, or `rules`; `null` for the list. */
  readonly subject: string | null;
  readonly part: string | null;
  readonly drafts: Drafts;
  /** Takes documents to where they are signed. */
  readonly onSign: (documents: readonly OpenedDocument[]) => void;
}

/** Seminars: their plan, their people, their result, and what comes out of them. */
export function SeminarsScreen({ subject, part, drafts, onSign }: SeminarsScreenProps) {
  if (subject === null) return <SeminarList />;
  if (subject === 'new') return <NewSeminar drafts={drafts} />;
  if (subject === 'rules') return <LocalRulesPage />;
  return <SeminarPage key={subject} id={subject} part={part} drafts={drafts} onSign={onSign} />;
}
