import type { LaneOrder } from '../../main/api/schema/attendance.ts';
import type { SeminarPlan } from '../../main/api/schema/training.ts';
import { Checkbox } from '../design/choice.tsx';
import { Select } from '../design/select.tsx';
import { TextField } from '../design/text-field.tsx';
import { useWords } from '../words/words.tsx';
import type { LaneDraft } from './lane-setup.tsx';

const EVERY_ROOM = '*';
const DIRECTIONS: readonly LaneOrder['direction'][] = ['auto', 'in', 'out'];

interface LaneRowProps {
  readonly reader: string;
  readonly draft: LaneDraft;
  readonly rooms: SeminarPlan['rooms'];
  readonly onChange: (part: Partial<LaneDraft>) => void;
}

/** One reader: whether it is a lane, how it is called, and for which room and way. */
export function LaneRow({ reader, draft, rooms, onChange }: LaneRowProps) {
  const { t } = useWords();
  const { used, name, room, direction } = draft;
  return (
    <li className="setup-lane">
      <Checkbox label={t('reception.setup.use', { reader })} on={used} onChange={(on) => onChange({ used: on })} />
      {used && (
        <div className="setup-fields">
          <TextField label={t('reception.setup.name')} value={name} onChange={(value) => onChange({ name: value })} />
          <Select
            label={t('reception.setup.room')}
            options={[{ id: EVERY_ROOM, label: t('reception.lane.every-room') }, ...rooms.map(({ id, name: label }) => ({ id, label }))]}
            value={room ?? EVERY_ROOM}
            onChange={(id) => onChange({ room: id === EVERY_ROOM ? null : id })}
          />
          <Select
            label={t('reception.setup.direction')}
            options={DIRECTIONS.map((id) => ({ id, label: t(`reception.setup.directions.${id}`) }))}
            value={direction}
            onChange={(id) => onChange({ direction: id })}
          />
        </div>
      )}
    </li>
  );
}
