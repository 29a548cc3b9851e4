import GoSyntax
import Repository

/// What a weak hash is used for, by the words around it and by what becomes of it.
///
/// What the sum is given to speaks first: a fingerprint, a cache's key or an identifier names content, whatever went in.
/// Else, where a password, a key or a signature is spoken of it is a seal. Hashes that name, compare or spread content
/// are fine, so is a sum of which only a few bytes are kept; so are those a remark excuses for another linter.
enum HashUse {
  /// Something is guarded.
  case seal
  /// Nobody can tell.
  case open

  /// Nil when the hash only names content.
  init?(_ call: PackageCall) {
    let line = call.file.tree.text(ofLine: call.node.line)
    if line.range(ofText: "nolint") != nil || line.range(ofText: "nosec") != nil { return nil }
    // A copy of the standard library's cryptography must speak the old protocols.
    let folders = call.file.path.split(separator: "/").dropLast()
    if folders.count > 1, folders.dropLast().last == "crypto" { return nil }
    let function = call.node.ancestors.first { $0.kind == .funcDecl }
    if HashUse.namesContent(call.node, function) { return nil }
    if HashUse.goesOut(call.node, function) { return nil }
    let names = HashUse.names(around: call.node, function)
    let words = names.map { IdentifierWords($0) }
    if words.contains(where: { $0.containsAny(of: HashUse.sealed) }) {
      self = .seal
      return
    }
    var places = words
    if let function { places += HashUse.namesGiven(call.node, in: function).map { IdentifierWords($0) } }
    places.append(IdentifierWords(call.file.path.split(separator: "/").suffix(2).joined(separator: "/")))
    places.append(IdentifierWords(call.file.packageName))
    let lowered = places.map(\.joined)
    if places.contains(where: { $0.containsAny(of: HashUse.harmless) }) { return nil }
    if lowered.contains(where: { text in HashUse.parts.contains { text.contains($0) } }) { return nil }
    if let function, HashUse.isSpread(call.node, in: function) { return nil }
    self = .open
  }

  /// `request.Header.Set("X-Signature", sum)`, or a function that signs, of a client or one that makes requests: how a
  /// request to a service is signed is the service's to say. The header of an answer is the program's own.
  private static func goesOut(_ call: Node, _ function: Node?) -> Bool {
    for around in call.ancestors where around.kind == .callExpr {
      guard ["Set", "Add"].contains(around.calledName), around.arguments.count == 2 else { continue }
      if around.function?.unparenthesized.operand?.unparenthesized.kind == .callExpr { continue }
      if let name = around.arguments.first?.plainString, name.hasPrefix("X-") || name == "Authorization" { return true }
    }
    guard let function else { return false }
    if isSent(call, in: function) { return true }
    guard IdentifierWords(function.name?.text ?? "").containsAny(of: signing) else { return false }
    if let receiver = FunctionIndex.receiverName(of: function), IdentifierWords(receiver).last == "client" {
      return true
    }
    if function.type?.text.contains("ResponseWriter") ?? false { return false }
    return function.descendants(of: .callExpr).contains(where: makesRequest)
  }

  private static func makesRequest(_ call: Node) -> Bool {
    guard let name = call.calledName, call.calledOperandName != "httptest" else { return false }
    return ["NewRequest", "NewRequestWithContext", "PostForm"].contains(name)
      || call.calledOperandName == "request" && name == "New"
  }

  /// `sum := md5.Sum(password)`, `data := url.Values{"password": {hex(sum)}}`, `http.PostForm(path, data)`: what a request
  /// to others is made of.
  private static func isSent(_ call: Node, in function: Node) -> Bool {
    var held: Set<String> = []
    for assignment in function.descendants(of: .assignStmt) where assignment.start >= call.statementStart {
      let holds = assignment.rightSide.contains { value in
        value.contains(call) || value == call || mentions(held, in: value)
      }
      if holds { held.formUnion(assignment.leftSide.filter { !$0.isText("_") && !$0.isText("err") }.map(\.text)) }
    }
    guard !held.isEmpty else { return false }
    return function.descendants(of: .callExpr).contains { made in
      made.start > call.start && makesRequest(made) && made.arguments.contains { mentions(held, in: $0) }
    }
  }

  private static func mentions(_ names: Set<String>, in value: Node) -> Bool {
    guard !names.isEmpty else { return false }
    if names.contains(value.text) { return true }
    return value.descendants(of: .ident).contains { names.contains($0.text) }
      || value.descendants(of: .selectorExpr).contains { names.contains($0.text) }
  }

  private static let signing: Set<String> = [
    "sign", "signs", "signed", "signature", "digest", "authorize", "authorization",
  ]

  /// Whether the function around is a helper all of whose callers name content with what it gives.
  static func isHelperForNames(_ call: PackageCall, _ subject: Subject) -> Bool {
    guard let function = call.node.ancestors.first(where: { $0.kind == .funcDecl }) else { return false }
    let callers = Callers(of: function, in: call.file, subject).calls
    return !callers.isEmpty
      && callers.allSatisfy { caller in
        let around = caller.node.ancestors.first { $0.kind == .funcDecl }
        let words = names(around: caller.node, around).map { IdentifierWords($0) }
        if words.contains(where: { $0.containsAny(of: sealed) }) { return false }
        return namesContent(caller.node, around) || words.contains { $0.containsAny(of: ["key", "dedup", "cache"]) }
      }
  }

  /// What takes the sum says that it names something, or only a part of it is kept.
  private static func namesContent(_ call: Node, _ function: Node?) -> Bool {
    var targets: [String] = []
    for around in call.ancestors {
      if around.kind == .assignStmt { targets += around.leftSide.compactMap(\.lastName) }
      if around.kind == .valueSpec { targets += around.names.map(\.text) }
      if around.kind == .keyValueExpr, let key = around.key?.lastName { targets.append(key) }
      if around.kind == .blockStmt { break }
    }
    guard let function else { return targets.contains(where: isNaming) }
    targets += namesGiven(call, in: function)
    if targets.contains(where: isNaming) { return true }
    if let name = function.name?.text, isNaming(name) { return true }
    return isShortened(call, in: function)
  }

  /// `cacheKey`, `fingerprint`, `subjectKeyId`: not `key` or `hash` alone, which say nothing of what for.
  private static func isNaming(_ name: String) -> Bool {
    let words = IdentifierWords(name)
    return words.containsAny(of: naming)
      || words.last == "id" && words.words.count > 1 && !words.containsAny(of: sealed)
      || namingParts.contains { words.joined.contains($0) }
  }

  private static let naming: Set<String> = [
    "fingerprint", "fingerprints", "etag", "checksum", "checksums", "cache", "skid", "ski", "revision", "bucket",
    "shard", "filename", "slug", "thumbprint", "avatar", "gravatar",
  ]
  private static let namingParts = ["cachekey", "subjectkeyid", "keyidentifier", "contentmd5", "md5sum", "filehash"]

  /// `sum[:4]`, `fmt.Sprintf("%.4x", sum)`: too short for a seal.
  private static func isShortened(_ call: Node, in function: Node) -> Bool {
    let cut = function.descendants(of: .sliceExpr).contains { part in
      guard let high = part.high?.text, let bytes = Int(high), bytes <= 8 else { return false }
      return part.operand == call || part.operand.map { isSum($0, of: call) } ?? false
    }
    if cut { return true }
    return function.descendants(of: .callExpr).contains { made in
      guard let format = made.arguments.first?.plainString, format.hasPrefix("%."),
        let width = format.dropFirst(2).split(whereSeparator: { !$0.isNumber }).first.flatMap({ Int($0) }), width <= 8
      else { return false }
      return made.arguments.dropFirst().contains { $0 == call || isSum($0, of: call) }
    }
  }

  /// The variable that holds the hash or its sum, or `h.Sum(nil)` of it.
  private static func isSum(_ node: Node, of call: Node) -> Bool {
    guard let name = call.receivingName(at: 0)?.text else { return node.contains(call) }
    if node.kind == .ident { return node.text == name }
    return node.kind == .callExpr && node.calledName == "Sum" && node.calledOperandName == name
  }

  /// The function, its receiver, the targets and the names in the statement.
  private static func names(around call: Node, _ function: Node?) -> [String] {
    var names: [String] = []
    if let function {
      names.append(function.name?.text ?? "")
      if let receiver = FunctionIndex.receiverName(of: function) { names.append(receiver) }
    }
    guard let statement = call.ancestors.first(where: { isStatement($0.kind) }) else { return names }
    for name in statement.descendants(of: .ident) where name.start < call.start || name.start > call.start + 4 {
      names.append(name.text)
    }
    return names
  }

  /// What a variable that holds the sum is given to later: `c.Version = hex.EncodeToString(sum)`.
  private static func namesGiven(_ call: Node, in function: Node) -> [String] {
    guard let name = call.receivingName(at: 0)?.text else { return [] }
    var names: [String] = []
    for use in function.descendants(of: .ident) where use.start > call.end && use.text == name {
      guard let around = use.ancestors.first(where: { isStatement($0.kind) }) else { continue }
      if around.kind == .assignStmt { names += around.leftSide.compactMap(\.lastName) }
      if around.kind == .keyValueExpr, let key = around.key?.lastName { names.append(key) }
    }
    return names
  }

  fileprivate static func isStatement(_ kind: NodeKind) -> Bool {
    [.assignStmt, .returnStmt, .valueSpec, .exprStmt, .keyValueExpr, .deferStmt].contains(kind)
  }

  /// The sum, or a variable that holds it, is part of a remainder or the key of a map.
  private static func isSpread(_ call: Node, in function: Node) -> Bool {
    if call.ancestors.contains(where: { $0.kind == .binaryExpr && $0.token == .remainder }) { return true }
    guard let name = call.receivingName(at: 0)?.text else { return false }
    return function.descendants(of: .ident).contains { use in
      guard use.start > call.end, use.text == name else { return false }
      for around in use.ancestors {
        if around.kind == .binaryExpr, around.token == .remainder { return true }
        if around.kind == .indexExpr { return around.operand?.contains(use) == false && around.operand != use }
        if around.kind == .blockStmt { return false }
      }
      return false
    }
  }

  private static let sealed: Set<String> = [
    "password", "passwd", "pwd", "passphrase", "secret", "secrets", "token", "credential", "credentials", "sign",
    "signature", "signed", "auth", "hmac", "salt", "session", "csrf", "apikey", "encrypt", "decrypt", "cipher", "pin",
  ]
  private static let harmless: Set<String> = [
    "etag", "cache", "cached", "checksum", "checksums", "gravatar", "avatar", "fingerprint", "digest", "dedup",
    "accept", "hasher", "hash", "hashes", "hashing", "azure", "gcs", "totp", "otp", "integrity", "uuid", "bucket",
    "shard", "sharding", "key", "keys", "id", "ids", "changed", "changes", "version", "relabel", "ring", "consistent",
    "content", "blob", "identity", "websocket", "git", "torrent", "upload", "deploy", "unique", "revision", "suffix",
    "slug", "fever", "contentmd5", "filename", "index",
  ]
  private static let parts = ["contentmd5", "filehash", "md5sum", "hexmd5", "cachekey"]
}

extension Node {
  /// Where the statement around begins.
  fileprivate var statementStart: Int { ancestors.first { HashUse.isStatement($0.kind) }?.start ?? start }
}
