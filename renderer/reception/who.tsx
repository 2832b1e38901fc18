import { Reading } from '../design/reading.tsx';
import { StatusLine } from '../design/status.tsx';
import { timeOfDay } from '../words/dates.ts';
import { useWords } from '../words/words.tsx';

interface WhoProps {
  readonly person: { readonly name: string; readonly kana: string; readonly registration: string | null; readonly affiliation: string };
  /** Told where it matters. */
  readonly booked?: boolean;
  /** Since when they are in already, ISO time. */
  readonly since?: string | undefined;
}

/** A person as staff compare them with a face and a document. */
export function Who({ person: { name, kana, registration, affiliation }, booked, since }: WhoProps) {
  const { t, language } = useWords();
  const facts = [
    registration ? t('reception.person.number', { registration }) : t('reception.person.no-number'),
    affiliation,
    booked === undefined ? '' : t(booked ? 'reception.person.booked' : 'reception.person.not-booked'),
  ];
  return (
    <div className="panel-who">
      <p className="panel-name">
        <Reading name={name || t('reception.person.no-name')} kana={kana} />
      </p>
      <p className="quiet">{facts.filter(Boolean).join('\u3000')}</p>
      {since && <StatusLine status="info">{t('reception.person.inside', { time: timeOfDay(since, language) })}</StatusLine>}
    </div>
  );
}
