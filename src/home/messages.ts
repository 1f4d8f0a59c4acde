import type { Messages } from '../web/messages.ts'

export const messages = {
  'home.hello.next': ['안녕하세요, 오늘은 이 한 걸음이면 돼요.', 'Hello. Today, this one step is enough.'],
  'home.hello.begin': ['안녕하세요, 여기서부터 걸어 봐요.', 'Hello. This is where to begin.'],
  'home.hello': ['안녕하세요, 무엇을 찾고 있어요?', 'Hello. What are you looking for?'],
  'home.hello.empty': ['안녕하세요, 여기서 시작해요.', 'Hello. This is the start.'],
  'home.begin.lede': [
    '우리 팀의 글을 차례로 읽는 길이에요. 한 걸음씩, 멈춘 곳에서 이어 걸어요.',
    'A path through the team’s pages. Walk it a step at a time, and go on where you stopped.',
  ],
  'home.changes': ['지난번 이후 바뀐 글', 'Changed since last time'],
  'home.changes.first': ['요즘 바뀐 글', 'Changed lately'],
  'home.changes.none': ['그 사이 바뀐 글이 없어요.', 'Nothing has changed since.'],
  'home.changes.new': ['새 글', 'New page'],
  'home.changes.many': ['글 {{number}}편이 한꺼번에 들어왔어요', '{{number}} pages came at once'],
  'home.seen': ['다 봤어요', 'Seen it all'],
  'home.seen.unknown': [
    '어디까지 보았는지 알 수 없어요. 바뀐 것은 없어요. 홈을 다시 열어 주세요.',
    'It is not clear up to where you have seen. Nothing was changed. Open the home page again.',
  ],
  'home.waiting': ['나를 기다리는 일', 'Waiting for you to act'],
  'home.drafts': ['쓰던 글', 'Your drafts'],
  'home.lesson': ['오늘의 교훈', 'Lesson of the day'],
  'home.minutes': ['{{minutes}}분', '{{minutes}} min'],
  'home.empty': ['아직 글이 없어요', 'There are no pages yet'],
  'home.empty.member': [
    '누군가 첫 글을 쓰면 여기에 보여요. 직접 제안해도 좋아요.',
    'The first page that somebody writes shows here. You can propose one.',
  ],
  'home.empty.lead': [
    '새로 온 사람이 첫날 가장 많이 묻는 것부터 적어 보세요. 반 쪽이면 충분해요.',
    'Start with what newcomers ask most on their first day. Half a page is enough.',
  ],
  'home.empty.propose': ['첫 글 제안하기', 'Propose the first page'],
  'home.empty.write': ['첫 글 쓰기', 'Write the first page'],
} as const satisfies Messages
