import type { Page } from 'puppeteer';
import type { LessonWords } from './words.ts';

/** Prints the lesson's deck to a PDF, as a teacher's office programme would: two landscape pages. */
export async function printDeck(page: Page, file: string, words: LessonWords): Promise<void> {
  await page.setContent(
    `<style>
      @page { size: 1280px 720px; margin: 0 }
      body { margin: 0; font-family: "Noto Sans CJK SC", sans-serif; color: #14323f }
      section { position: relative; width: 1280px; height: 720px; overflow: hidden; break-after: page; background: #eaf4f7 }
      h1 { margin: 44px 64px 0; font-size: 64px }
    </style>
    <section><h1>${words.title}</h1>${statesPicture(words)}</section>
    <section><h1>${words.question}</h1></section>`,
  );
  await page.pdf({ path: file, width: 1280, height: 720, printBackground: true, pageRanges: '1-2' });
}

function statesPicture({ states, changes }: LessonWords): string {
  const name = (x: number, text: string) => `<text x="${x}" y="470" font-size="46" font-weight="700">${text}</text>`;
  const arrow = (x: number, text: string) =>
    `<path d="M${x} 250h120" stroke="#e0762f" stroke-width="10" marker-end="url(#tip)"/>
     <text x="${x + 64}" y="216" font-size="32" fill="#b4551a">${text}</text>`;
  return `<svg width="1280" height="560" viewBox="0 0 1280 560" text-anchor="middle" fill="#14323f">
    <defs><marker id="tip" viewBox="0 0 10 10" refX="6" refY="5" markerWidth="4" markerHeight="4" orient="auto">
      <path d="M0 0 10 5 0 10z" fill="#e0762f"/></marker></defs>
    <path d="M120 190l90-50 110 30 0 150-90 56-110-36z" fill="#bfe4f2" stroke="#5aa5c4" stroke-width="6"/>
    <path d="M120 190l110 36 90-56M230 226v150" fill="none" stroke="#5aa5c4" stroke-width="5"/>
    <path d="M640 120q96 130 96 190a96 84 0 0 1-192 0q0-60 96-190z" fill="#4f9fd0"/>
    <path d="M588 300q6 50 50 58" fill="none" stroke="#d9effa" stroke-width="10" stroke-linecap="round"/>
    <g fill="#fff" stroke="#9db9c6" stroke-width="5"><path d="M980 350q-70-10-56-74 6-56 66-52 20-66 92-56 60 4 66 62 62-4 62 58 0 56-60 62z"/></g>
    <path d="M1000 400q-20-24 0-44M1070 404q-20-24 0-44M1140 400q-20-24 0-44" fill="none" stroke="#9db9c6" stroke-width="6" stroke-linecap="round"/>
    ${name(220, states[0])}${name(640, states[1])}${name(1070, states[2])}${arrow(370, changes[0])}${arrow(782, changes[1])}
  </svg>`;
}
