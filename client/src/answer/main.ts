import '../design/tokens.css';
import '../design/base.css';
import { AnswerSession } from '../core/answer/answer-session.ts';
import { ownDeviceId } from '../core/seat/device-id.ts';
import { httpAnswerApi } from './http-api.ts';
import { drawScreen } from './screens.ts';

// A pupil's phone: no account, no seat, no framework. The code on the classroom's screen leads here.

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

async function open(): Promise<void> {
  const page = document.getElementById('page');
  const token = new URLSearchParams(location.hash.slice(1)).get('t') ?? '';
  const asked = new URLSearchParams(location.search).get('lang') ?? navigator.language;
  const isEnglish = asked.startsWith('en');
  const words = isEnglish
    ? (await import('../text/en/answer.ts')).answer
    : (await import('../text/zh/answer.ts')).answer;
  document.documentElement.lang = isEnglish ? 'en' : 'zh-CN';
  if (!page) return;
  const session = new AnswerSession(httpAnswerApi(token, ownDeviceId()), pause);
  const draw = () => page.replaceChildren(drawScreen(session.screen.get(), session, words));
  session.screen.onChange(draw);
  draw();
}

void open();
