/// The words by which `SensitiveValueReader` tells what a name, a key, a label or a call is about.
extension SensitiveValueReader {
  static let languageWords: Set<String> = [
    "lexer", "lex", "parser", "parse", "scanner", "token", "tokens", "tokenizer", "tokenize", "ast", "syntax",
    "grammar", "compiler",
    "query", "expr", "promql", "sqlparser", "yaml", "template", "llm", "openai", "embedding", "acme", "challenge",
  ]
  static let disguises: Set<String> = [
    "redact", "redacted", "mask", "masked", "sanitize", "sanitized", "hash", "hashed", "obfuscate", "obfuscated",
    "scrub",
    "censor", "hide", "hidden", "sum", "sum256", "fingerprint", "anonymize", "encrypt", "encrypted", "digest", "safe",
    "truncate", "shorten", "hmac", "elide",
  ]
  static let measuring: Set<String> = ["len", "cap", "KObj", "KRef", "KObjs", "TypeOf", "Klog"]
  static let harmless: Set<String> = [
    "name", "id", "ids", "path", "file", "ref", "type", "kind", "count", "len", "length", "set", "exists", "enabled",
    "present",
    "ok", "err", "key", "expiry", "ttl", "duration", "url", "err", "ns", "namespace", "index", "size", "version",
    "source",
  ]
  /// Words before a value that say it is something else than its name suggests.
  static let harmlessLabels: Set<String> = [
    "file", "path", "filename", "name", "type", "kind", "count", "length", "size", "code", "directory", "folder", "dir",
    "status",
  ]
  static let getters: Set<String> = [
    "Get", "FormValue", "PostFormValue", "Getenv", "GetHeader", "PostForm", "Query", "Param", "PathValue", "GetString",
    "URLParam",
    "LookupEnv",
  ]
  static let textual: Set<String> = [
    "String", "Any", "Str", "Strs", "Interface", "ByteString", "Binary", "Bytes", "Reflect", "Stringer", "Strings",
    "Stringp",
    "With", "WithField", "WithValues", "RawJSON", "Object", "Hex", "StringVal", "F",
  ]
}
