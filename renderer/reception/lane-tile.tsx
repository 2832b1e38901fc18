import type { ReceptionView, VerdictView } from '../../main/api/schema/attendance.ts';
import { Icon, type IconName } from '../design/icon.tsx';
import type { TextKey } from '../words/catalogue.ts';
import { useWords } from '../words/words.tsx';
import { Face } from './face.tsx';
import { Idle } from './idle.tsx';
import './lane-tile.css';
import { look } from './look.ts';

export type LaneView = ReceptionView['lanes'][number];

interface LaneTileProps {
  readonly lane: LaneView;
  readonly room: string | null;
  /** What fills the lane now; `null`: it waits for a card. */
  readonly showing: VerdictView | null;
  /** Confirmations of this lane that staff have still to answer, beside the one that shows. */
  readonly waiting: number;
  /** Covers the whole window while it shows something. */
  readonly fills: boolean;
  /** Nobody is invited: the program does not answer, whatever the lane said last; or the seminar is over. */
  readonly halted: 'stopped' | 'ended' | null;
}

/** One lane: large and quiet while it waits, filled by what a tap said. */
export function LaneTile({ lane, room, showing, waiting, fills, halted }: LaneTileProps) {
  const { t } = useWords();
  const { icon, words, wrong } = IDLE[halted ?? lane.state];
  const told = halted === 'stopped' ? null : showing;
  return (
    <section className={fills && told ? 'lane lane-filling' : 'lane'} aria-label={lane.name}>
      <div className="lane-body">{told ? <LaneFace verdict={told} /> : <Idle icon={icon} words={t(words)} wrong={wrong} />}</div>
      <header className="lane-header">
        <h2>{lane.name}</h2>
        <p className="quiet">
          {room ?? t('reception.lane.every-room')} · {t(`reception.lane.${lane.direction}`)}
        </p>
        {waiting > 0 && (
          <p className="lane-waiting tone-warning">
            <Icon name="warning" size={18} />
            {t('reception.lane.waiting', { count: waiting })}
          </p>
        )}
      </header>
    </section>
  );
}

const IDLE: Readonly<
  Record<LaneView['state'] | 'stopped' | 'ended', { readonly icon: IconName; readonly words: TextKey; readonly wrong?: boolean }>
> = {
  ready: { icon: 'card', words: 'reception.idle' },
  reading: { icon: 'busy', words: 'reception.lane.reading' },
  missing: { icon: 'error', words: 'reception.lane.missing', wrong: true },
  stopped: { icon: 'error', words: 'reception.stopped', wrong: true },
  ended: { icon: 'absent', words: 'reception.ended' },
};

/** What one verdict says, as large as its place allows. */
export function LaneFace({ verdict }: { readonly verdict: VerdictView }) {
  const { t } = useWords();
  const { status, word, because } = look(verdict);
  const { person, card, also } = verdict;
  const more = [
    ...(person?.registration ? [t('reception.person.number', { registration: person.registration })] : []),
    ...(person?.affiliation ? [person.affiliation] : []),
    ...also.map((id) => t(`reception.verdict.${id}`)),
  ];
  return <Face status={status} word={t(word)} name={person?.name ?? card?.name ?? ''} kana={person?.kana ?? ''} because={t(because)} more={more} />;
}
