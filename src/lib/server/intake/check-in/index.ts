export { answer, type Answer, type Answered } from './answer.ts';
export { page, type Shown } from './page.ts';
