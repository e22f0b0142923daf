import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlacedMessage } from '../core/chat/threads.ts';
import { authorName } from './author-name.ts';
import styles from './message-list.module.css';

/** Closer to the end than this, the list follows what is new. */
const atEndPx = 48;

/** Messages in their order. It follows what is new, unless somebody reads further up. */
export function MessageList(props: {
  messages: readonly PlacedMessage[];
  label: string;
  empty: ReactNode;
  /** To whom a message was written, in words. */
  addressee: (placed: PlacedMessage) => string;
  actions?: (placed: PlacedMessage) => ReactNode;
}) {
  const { t, i18n } = useTranslation();
  const list = useRef<HTMLOListElement>(null);
  const isAtEnd = useRef(true);
  const last = props.messages.at(-1)?.message.messageId;
  // biome-ignore lint/correctness/useExhaustiveDependencies: follows what is new, not what is drawn anew
  useEffect(() => {
    if (isAtEnd.current) list.current?.scrollTo({ top: list.current.scrollHeight });
  }, [last]);
  if (props.messages.length === 0) return <div className={styles.none}>{props.empty}</div>;
  const time = (at: number) =>
    new Date(at).toLocaleTimeString(i18n.language === 'zh' ? 'zh-CN' : 'en', { hour: '2-digit', minute: '2-digit' });
  return (
    <ol
      ref={list}
      className={styles.list}
      aria-label={props.label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls is reached by keyboard
      tabIndex={0}
      onScroll={({ currentTarget: box }) => {
        isAtEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < atEndPx;
      }}
      data-testid="messages"
    >
      {props.messages.map((placed) => {
        const { message, waits } = placed;
        return (
          <li
            key={message.messageId}
            className={`${styles.message} ${message.author === 'classroom' ? styles.room : ''}`}
            data-testid={`message-${message.messageId}`}
            data-to={placed.thread.to}
            data-waits={waits}
          >
            <p className={styles.head}>
              <bdi>
                {t('chat.toFrom', {
                  from: authorName(t, message),
                  to: props.addressee(placed),
                })}
              </bdi>
              <time>{time(message.sentAt)}</time>
            </p>
            <p className={message.isHidden ? styles.hidden : styles.text}>
              {message.isHidden ? t('chat.hidden') : <bdi>{message.text}</bdi>}
            </p>
            {waits && <p className={styles.waits}>{t('chat.waits')}</p>}
            {props.actions?.(placed)}
          </li>
        );
      })}
    </ol>
  );
}
