const words =
  /\b(?:un(?:authori[sz]ed|authenticated)|forbidden|not (?:allowed|logged|signed|authori[sz]ed|authenticated|permitted)|permissions?|denied|(?:log|sign)(?:ged|ed)?[ -]?in|session|access)\b/i;

/** The same in other languages that apps are written in. */
const otherWords =
  /\b(?:n(?:o|ão|on)|sin|sem|sans) (?:(?:est[aá]s?|has?|iniciad[oa]) )?(?:autori[zs]|autenti[cf]|authenti|permi[st]|sesi[oó]n|sess[aã]o|conex|connect|iniciado sesi)|\b(?:acc?[eè]s(?:o|so|s) (?:den|neg|refus)|nicht (?:erlaubt|berechtigt|angemeldet|autorisiert|eingeloggt)|keine berechtigung|zugriff verweigert|inicia(?:r)? sesi|inicie sess|fa[cç]a login)|未登录|未登入|未授权|未授權|无权|無權|没有权限|沒有權限|ログイン|権限が|認証|로그인|권한/i;

/** Tells whether a text refuses somebody: "Unauthorized", "please sign in", "acceso denegado". */
export function saysRefusal(text: string): boolean {
  return words.test(text) || otherWords.test(text);
}
