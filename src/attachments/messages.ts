import type { Messages } from '../web/messages.ts'

export const messages = {
  'attachments.title': ['첨부 파일', 'Files'],
  'attachments.tool': ['첨부 파일 {{count}}개', 'Files ({{count}})'],
  'attachments.lede': [
    '이 글에 딸린 파일과 이 글이 쓰는 파일이에요.',
    'The files that belong to this page, and those that it uses.',
  ],
  'attachments.orphans': ['쓰이지 않는 파일', 'Files that no page uses'],
  'attachments.orphans.lede': [
    '어느 글에서도 링크하거나 보여 주지 않는 파일이에요. 지워도 변경 기록에는 남아 있어요.',
    'No page links to these files or shows them. One that is removed stays in the history.',
  ],
  'attachments.orphans.empty': ['쓰이지 않는 파일이 없어요', 'Every file is used'],
  'attachments.orphans.empty.text': [
    '첨부한 파일은 모두 어딘가의 글에서 쓰이고 있어요.',
    'All attached files are linked to or shown by a page.',
  ],
  'attachments.empty.title': ['아직 첨부 파일이 없어요', 'No files yet'],
  'attachments.empty.text': [
    '편집기에 파일을 끌어다 놓거나 그림을 붙여 넣으면 여기에 모여요.',
    'Drop a file into the editor, or paste a picture, and it will be here.',
  ],
  'attachments.name.column': ['파일', 'File'],
  'attachments.size': ['크기', 'Size'],
  'attachments.users': ['쓰는 글', 'Used on'],
  'attachments.home': ['딸린 글', 'Belongs to'],
  'attachments.users.none': ['없음', 'No page'],
  'attachments.remove': ['지우기', 'Remove'],
  'attachments.remove.title': ['이 파일을 지울까요?', 'Remove this file?'],
  'attachments.remove.lede': [
    '{{name}}{을/를} 위키에서 지워요. 변경 기록에는 남아 있어요.',
    '{{name}} leaves the wiki and stays in its history.',
  ],
  'attachments.remove.users': [
    '이 파일을 쓰는 글이 {{count}}편 있어요. 지우면 그 자리가 비어 보여요.',
    'Pages that use this file: {{count}}. There it will be missing.',
  ],
  'attachments.done.removed': ['파일을 지웠어요.', 'The file is removed.'],
  'attachments.missing': [
    '그런 파일이 없어요. 지워졌거나 이름이 바뀌었을 수 있어요.',
    'There is no such file. It may have been removed or renamed.',
  ],
  'attachments.leads': [
    '글에 바로 첨부하는 일은 리드가 해요. 고치자고 제안할 때는 누구나 첨부할 수 있어요.',
    'Leads attach files to pages. Anyone can attach them to an edit that they propose.',
  ],
  'attachments.held.tooMany': [
    '오늘은 파일을 너무 많이 보냈어요. 이미 첨부한 것으로 먼저 제안해 주세요.',
    'You have sent too many files today. Propose what you have first.',
  ],
  'attachments.name': [
    '이 이름으로는 저장할 수 없어요: {{name}}. 파일 이름을 바꾸고 다시 첨부해 주세요.',
    'A file cannot have this name: {{name}}. Rename it and attach it again.',
  ],
  'attachments.empty': [
    '파일이 비어 있어요. 내용이 있는 파일을 골라 주세요.',
    'The file is empty. Choose one with something in it.',
  ],
  'attachments.taken': ['{{name}} 파일이 이미 있어요.', 'There is a file called {{name}} already.'],
  'attachments.tooLarge': [
    '파일이 너무 커요. {{megabytes}}MB까지 첨부할 수 있어요. 더 큰 파일은 줄이거나 링크로 남겨 주세요.',
    'The file is too large: up to {{megabytes}} MB can be attached. Make it smaller, or link to it.',
  ],
  'attachments.broken': [
    '파일이 중간에 끊겼어요. 아무것도 저장되지 않았으니 다시 첨부해 주세요.',
    'The file broke off on its way. Nothing was kept; attach it again.',
  ],
  'attachments.editor.tool': ['파일 첨부', 'Attach a file'],
  'attachments.editor.uploading': ['{{name}} 올리는 중', 'Uploading {{name}}'],
  'attachments.editor.done': ['{{name}}{을/를} 첨부했어요.', '{{name}} is attached.'],
  'attachments.editor.titleFirst': [
    '제목을 먼저 적어 주세요. 파일은 글의 경로 아래에 저장돼요.',
    'Give the page a title first: its files are kept under its path.',
  ],
  'attachments.editor.failed': [
    '파일을 올리지 못했어요. 연결을 확인하고 다시 첨부해 주세요. 쓰던 글은 그대로 있어요.',
    'The file did not arrive. Check the connection and attach it again. Your text is still here.',
  ],
} as const satisfies Messages
