import type { Messages } from '../web/messages.ts'

export const messages = {
  'gitHttp.request': ['git이 보내는 요청이 아니에요.', 'This is not a request that git sends.'],
  'gitHttp.service': [
    'git으로만 열 수 있는 주소예요: git clone 뒤에 이 주소를 적어 주세요.',
    'This address is for git: run git clone with it.',
  ],
  'gitHttp.draftsInside': [
    '위키에 아직 보이지 않는 초안이 있어서 통째로 복제할 수 없어요. 리드에게 부탁하거나, 위키에서 고침을 제안해 주세요.',
    'The wiki holds drafts that you cannot see, so it cannot be cloned as a whole. Ask a lead, or propose your edit in the wiki.',
  ],
  'gitHttp.tooMany': [
    '너무 자주 요청했어요. {{minutes}}분 뒤에 다시 해 주세요.',
    'Too many requests. Try again in {{minutes}} min.',
  ],
  'gitHttp.busy': [
    '지금 여럿이 복제하거나 보내고 있어요. 잠시 뒤에 다시 해 주세요.',
    'Many clones and pushes are running. Try again in a moment.',
  ],
  'gitHttp.refused': ['받지 않았어요. 고칠 것 {{count}}가지:', 'Not accepted. To be fixed ({{count}}):'],
  'gitHttp.more': ['  … 그리고 {{count}}가지 더', '  … and {{count}} more'],
  'gitHttp.reason.fetchFirst': ['fetch first', 'fetch first'],
  'gitHttp.reason.notForward': ['non-fast-forward', 'non-fast-forward'],
  'gitHttp.reason.notAllowed': ['허용되지 않아요', 'not allowed'],
  'gitHttp.reason.refused': ['위에 적은 것을 고쳐 주세요', 'fix what is listed above'],
  'gitHttp.ref.mainForLeads': [
    '리드만 보낼 수 있어요. 제안으로 보내 주세요: git push origin HEAD:proposals/이름',
    'only leads push here. Send it as a proposal: git push origin HEAD:proposals/NAME',
  ],
  'gitHttp.ref.mainStays': ['지울 수 없어요.', 'it cannot be deleted.'],
  'gitHttp.ref.other': [
    'main과 proposals/이름 갈래만 받아요.',
    'only main and branches proposals/NAME are accepted.',
  ],
  'gitHttp.ref.notYours': [
    '다른 사람의 제안이에요. 다른 이름으로 보내 주세요.',
    'this is somebody else’s proposal. Push under another name.',
  ],
  'gitHttp.fault.unrelated': [
    '위키의 역사에서 갈라져 나온 것이 아니에요. 먼저 git clone을 해 주세요.',
    'it does not come from the wiki’s own history. Start from git clone.',
  ],
  'gitHttp.fault.author': [
    '지은이나 커밋한 사람이 {{other}}예요. 보내는 계정은 {{own}}이에요. git config user.email {{own}} 뒤에 git rebase -r --exec "git commit --amend --no-edit --reset-author" origin/main으로 고쳐 주세요.',
    'written or committed by {{other}}, pushed by {{own}}. Run git config user.email {{own}}, then git rebase -r --exec "git commit --amend --no-edit --reset-author" origin/main.',
  ],
  'gitHttp.fault.twin': [
    '{{other}}{과/와} 대소문자나 글자 조합만 달라요.',
    'it differs from {{other}} only in case or in how letters are composed.',
  ],
  'gitHttp.fault.nameBytes': ['이름이 UTF-8이 아니에요.', 'its name is not UTF-8.'],
  'gitHttp.fault.nfd': [
    '이름의 글자가 풀어져 있어요(NFD). git config core.precomposeunicode true 뒤에 이름을 다시 지어 주세요.',
    'its name is decomposed (NFD). Set git config core.precomposeunicode true and rename it.',
  ],
  'gitHttp.fault.name': [
    '글이나 파일의 이름으로 쓸 수 없어요.',
    'this cannot be the name of a page or a file.',
  ],
  'gitHttp.fault.symlink': ['심볼릭 링크는 받지 않아요.', 'symbolic links are not accepted.'],
  'gitHttp.fault.submodule': ['하위 저장소는 받지 않아요.', 'submodules are not accepted.'],
  'gitHttp.fault.executable': [
    '실행 파일 표시가 있어요. git update-index --chmod=-x로 지워 주세요.',
    'it is marked as executable. Run git update-index --chmod=-x on it.',
  ],
  'gitHttp.fault.size': ['{{megabytes}} MB보다 커요.', 'it is larger than {{megabytes}} MB.'],
} as const satisfies Messages
