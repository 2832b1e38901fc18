import type { ReactNode } from 'react';
import './banner.css';
import { Icon } from './icon.tsx';
import type { Status } from './status.tsx';

interface BannerProps {
  readonly status: Status;
  readonly heading: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
  /** Read out at once when it appears (`alert`), at the next pause (`status`), or only when reached. */
  readonly live?: 'alert' | 'status';
}

/** A message with a state: shape, word and colour; the heading is the answer. */
export function Banner({ status, heading, children, actions, live }: BannerProps) {
  return (
    <div className={`banner tone-${status}`} role={live}>
      <Icon name={status} size={28} />
      <div className="banner-body">
        <p className="banner-heading">{heading}</p>
        {children}
        {actions && <div className="banner-actions">{actions}</div>}
      </div>
    </div>
  );
}
