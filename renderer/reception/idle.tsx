import { Icon, type IconName } from '../design/icon.tsx';
import './idle.css';

/** What a lane says while it waits: large and quiet. */
export function Idle({ icon, words, wrong = false }: { readonly icon: IconName; readonly words: string; readonly wrong?: boolean | undefined }) {
  return (
    <p className={wrong ? 'idle idle-wrong tone-error' : 'idle'}>
      <Icon name={icon} />
      {words}
    </p>
  );
}
