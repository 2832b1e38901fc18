import './status.css';
import { Icon } from './icon.tsx';

/** A state as people see it; each has a silhouette of its own beside its colour. */
export type Status = 'success' | 'error' | 'warning' | 'unsure' | 'info' | 'absent' | 'busy';

/** Shape, word and colour of a state on one line. */
export function StatusLine({ status, children, size = 20 }: { readonly status: Status; readonly children: string; readonly size?: number }) {
  return (
    <span className={`status-line tone-${status}`}>
      <Icon name={status} size={size} />
      <span>{children}</span>
    </span>
  );
}

/** The mark that everything of the test policy carries. */
export function TestMark({ children }: { readonly children: string }) {
  return <strong className="test-mark">{children}</strong>;
}
