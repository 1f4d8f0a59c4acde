import type { Messages } from '../web/messages.ts'

export const messages = {
  'transfer.notFolder': ['{{path}}{은/는} 폴더가 아니에요.', '{{path}} is not a folder.'],
  'transfer.notEmpty': [
    '{{path}} 폴더가 비어 있지 않아요. 섞이지 않게 빈 폴더나 새 폴더를 골라 주세요.',
    'The folder {{path}} is not empty. Name an empty or a new one, so that nothing is mixed up.',
  ],
  'transfer.tooMuch': [
    '{{path}}에 있는 파일이 모두 합쳐 {{megabytes}} MB를 넘어요. 나누어 가져와 주세요.',
    'The files in {{path}} are more than {{megabytes}} MB together. Import them in parts.',
  ],
  'transfer.nothing': ['아직 내보낼 글이 없어요.', 'There is nothing to export yet.'],

  'transfer.skipped.hidden': ['점으로 시작하는 이름이라 건너뛰었어요', 'hidden: its name starts with a dot'],
  'transfer.skipped.modules': ['설치된 꾸러미 폴더라 건너뛰었어요', 'a folder of installed packages'],
  'transfer.skipped.link': ['심볼릭 링크는 따라가지 않아요', 'a symbolic link, which is not followed'],
  'transfer.skipped.special': ['파일이 아니에요', 'not a regular file'],
  'transfer.skipped.name': ['이름이 UTF-8이 아니에요', 'its name is not UTF-8'],
  'transfer.skipped.large': ['{{megabytes}} MB보다 커요', 'larger than {{megabytes}} MB'],
  'transfer.skipped.encoding': ['글이 UTF-8이 아니에요', 'its text is not UTF-8'],
  'transfer.skipped.nul': ['글에 NUL 문자가 들어 있어요', 'its text holds NUL characters'],
  'transfer.skipped.settings': [
    '위키의 설정 파일과 이름이 같아요. 필요하면 --into로 다른 폴더에 가져와 주세요',
    'the wiki keeps its own settings under this name; import with --into if you need it',
  ],
  'transfer.skipped.tool': [
    '{{tool}}의 설정이나 프로그램이라 건너뛰었어요',
    'a setting or a program of {{tool}}, which says nothing to readers',
  ],
  'transfer.skipped.frame': [
    '위키의 머리말이나 옆 메뉴라 건너뛰었어요',
    'a frame around the pages of the wiki, not a page',
  ],
  'transfer.skipped.partial': [
    '밑줄로 시작해서 사이트가 따로 보여 주지 않고, 다른 글에 넣어 쓰는 조각이에요',
    'its name begins with _: a part that pages take in, which the site does not show by itself',
  ],
  'transfer.skipped.snippet': [
    '다른 글 안에 그대로 들어가는 조각이고, 사이트가 따로 보여 주지 않는 글이에요',
    'a snippet that stands in other pages now; the site does not show it by itself',
  ],
  'transfer.skipped.unreadable': ['읽을 수 없어요: {{reason}}', 'cannot be read: {{reason}}'],

  'transfer.refused.exists': [
    '같은 이름의 다른 글이 이미 있어요. 덮어쓰려면 --replace를 붙여 주세요',
    'the wiki has this with other content; --replace overwrites it',
  ],
  'transfer.refused.twin': [
    '대소문자만 다른 글이 이미 있어요: {{path}}',
    'the wiki has a page whose path differs only in upper and lower case: {{path}}',
  ],
  'transfer.refused.taken': [
    '파일과 폴더의 이름이 겹쳐요: {{path}}',
    'a file and a folder would share one name: {{path}}',
  ],

  'transfer.renamed.unicode': ['이름을 NFC로 맞추었어요', 'name normalised to NFC'],
  'transfer.renamed.letters': [
    '이름에 쓸 수 없는 글자를 바꾸었어요',
    'name changed: it had letters that an address or a file system cannot hold',
  ],
  'transfer.renamed.ending': ['이름의 끝을 .md로 맞추었어요', 'ending changed to the one that pages have'],
  'transfer.renamed.export': [
    '내보낼 때 붙은 번호를 이름에서 뺐어요',
    'name without the number that the export gave it',
  ],
  'transfer.renamed.reserved': [
    '위키나 다른 시스템이 따로 쓰는 이름이라 바꾸었어요',
    'name changed: the wiki or some system keeps it for itself',
  ],
  'transfer.renamed.long': [
    '너무 길거나 깊은 이름을 줄였어요',
    'name shortened: it was too long or too deep',
  ],
  'transfer.renamed.twin': [
    '다른 파일과 이름이 겹쳐서 번호를 붙였어요',
    'numbered: another file has this name but for upper and lower case, ending or composition',
  ],

  'transfer.html': ['HTML을 마크다운으로 옮겼어요', 'HTML turned into Markdown'],
  'transfer.boxes': [
    '알림 상자와 탭 {{count}}개를 이 위키의 모양으로 바꾸었어요',
    '{{count}} boxes and tabs written as this wiki writes them',
  ],
  'transfer.comments': ['주석을 HTML 주석으로 바꾸었어요', 'comments became HTML comments'],
  'transfer.imports': ['MDX의 import 줄을 뺐어요', 'import lines of MDX removed'],
  'transfer.components': [
    'MDX 컴포넌트 {{count}}개를 마크다운으로 옮기거나 뺐어요',
    '{{count}} components of MDX became Markdown, or were removed where they need their program',
  ],
  'transfer.snippets': [
    '다른 파일의 조각 {{count}}개를 제자리에 넣었어요',
    '{{count}} snippets of other files put in their place',
  ],
  'transfer.snippets.left': [
    '찾지 못했거나 너무 커서 적힌 그대로 둔 조각: {{names}}',
    'snippets that are missing or too large, left as written: {{names}}',
  ],
  'transfer.partials': [
    '불러온 글 조각 {{count}}개를 제자리에 넣었어요',
    '{{count}} imported parts put in their place',
  ],
  'transfer.partials.left': [
    '넣지 못해 적힌 그대로 둔 조각과 값: {{names}}',
    'parts and values that could not be put in, left as written: {{names}}',
  ],
  'transfer.contents': [
    '차례를 뺐어요. 위키가 따로 보여 줘요',
    'table of contents removed: the wiki shows one itself',
  ],
  'transfer.marks': ['MkDocs의 꾸밈 표시와 아이콘을 뺐어요', 'attributes and icons of MkDocs removed'],
  'transfer.headings.ids': [
    '제목에 붙은 주소({#…})를 뺐어요. 링크는 따라가요',
    'addresses of headings ({#…}) removed; links to them follow',
  ],
  'transfer.frames': [
    '끼워 넣은 다른 사이트(iframe)를 링크로 바꾸었어요',
    'frames of other sites became links',
  ],
  'transfer.links.turned': [
    '위키링크의 이름과 주소 순서를 바꾸었어요',
    'wikilinks turned round: the page first, then its label',
  ],
  'transfer.frontMatter.mapped': [
    '앞머리를 이 위키의 이름으로 옮겼어요: {{keys}}',
    'front matter under the names it has here: {{keys}}',
  ],
  'transfer.bom': ['바이트 순서 표시(BOM)를 뺐어요', 'byte order mark removed'],
  'transfer.title.heading': ['첫 제목을 제목으로 삼았어요', 'title taken from the first heading'],
  'transfer.title.name': [
    '제목이 없어 파일 이름을 제목으로 삼았어요',
    'no heading: title taken from the name',
  ],
  'transfer.title.text': ['제목을 글자로 바꾸었어요', 'title turned into text'],
  'transfer.heading.removed': [
    '제목과 같은 첫 줄을 뺐어요',
    'first heading removed, because the title is shown in its place',
  ],
  'transfer.frontMatter.added': ['앞머리에 더했어요: {{keys}}', 'added to the front matter: {{keys}}'],
  'transfer.frontMatter.code': [
    '앞머리 {{line}}번째 줄을 읽을 수 없어 글 첫머리에 코드로 남겼어요',
    'line {{line}} of the front matter cannot be read: kept as a code block at the top',
  ],
  'transfer.frontMatter.toml': [
    'TOML 앞머리를 글 첫머리에 코드로 남겼어요',
    'TOML front matter kept as a code block at the top',
  ],
  'transfer.frontMatter.moved': [
    '앞머리의 {{key}} 값은 위키에서 다른 뜻이라 {{to}}에 남겼어요',
    'front matter {{key}} does not fit what it means here: kept as {{to}}',
  ],
  'transfer.frontMatter.paths': [
    '앞머리의 글 주소를 새 주소로 바꾸었어요',
    'paths in the front matter follow the new names',
  ],
  'transfer.links.rewritten': [
    '링크 {{count}}개를 새 이름에 맞추었어요',
    '{{count}} links follow the new names',
  ],
  'transfer.links.nowhere': ['갈 곳이 없는 링크: {{links}}', 'links that lead nowhere: {{links}}'],
  'transfer.embeds': [
    '끼워 넣은 글 {{count}}개를 링크로 바꾸었어요',
    '{{count}} embedded notes became links',
  ],
  'transfer.export.link': ['심볼릭 링크라 쓰지 않았어요', 'a symbolic link, which is not written'],
  'transfer.export.name': ['쓸 수 없는 이름이에요', 'a name that cannot be written'],
} as const satisfies Messages
