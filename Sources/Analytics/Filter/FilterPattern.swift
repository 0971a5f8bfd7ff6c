import CPCRE

/// A regular expression (PCRE2 with UTF-8), compiled once and used by any thread.
final class FilterPattern: Sendable, Hashable {
  /// The expression, without its slashes.
  let text: String
  /// Letters after the last slash: `i` upper and lower case are the same, `x` blanks count for nothing, `s` and `m` as
  /// in Perl.
  let flags: String
  private let program: FilterProgram

  /// Longest expression, in characters.
  static let longest = 500

  /// Compiles an expression.
  ///
  /// - Throws: the offset in characters of the expression, and what is wrong there.
  init(_ text: String, flags: String) throws(FilterPatternError) {
    var options: UInt32 =
      UInt32(PCRE2_UTF) | UInt32(PCRE2_UCP) | PCRE2_MATCH_INVALID_UTF | UInt32(PCRE2_NEVER_BACKSLASH_C)
    for flag in flags {
      switch flag {
      case "i": options |= UInt32(PCRE2_CASELESS)
      case "s": options |= UInt32(PCRE2_DOTALL)
      case "m": options |= UInt32(PCRE2_MULTILINE)
      case "x": options |= UInt32(PCRE2_EXTENDED)
      default: throw FilterPatternError(offset: nil, what: "there is no flag '\(flag)' of regular expressions")
      }
    }
    self.text = text
    self.flags = String(Set(flags).sorted())
    program = try FilterProgram(text, options)
  }

  static func == (left: FilterPattern, right: FilterPattern) -> Bool {
    left.text == right.text && left.flags == right.flags
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(text)
    hasher.combine(flags)
  }

  /// What one thread needs to look for the expression many times.
  func search() -> FilterPatternSearch { FilterPatternSearch(program) }
}

/// What is wrong with a regular expression.
struct FilterPatternError: Error {
  /// Characters before the place; `nil` where it is no place of the expression.
  let offset: Int?
  let what: String
}

/// A compiled expression. Unchecked: PCRE2 documents that compiled code is never changed by matching.
final class FilterProgram: @unchecked Sendable {
  fileprivate let code: OpaquePointer

  fileprivate init(_ text: String, _ options: UInt32) throws(FilterPatternError) {
    let bytes = Array(text.utf8)
    var error: Int32 = 0
    var offset = 0
    let code = bytes.withUnsafeBufferPointer { bytes in
      // An empty array may have no address; PCRE2 wants one even for nothing.
      var nothing: UInt8 = 0
      return withUnsafePointer(to: &nothing) { nothing in
        clientele_pcre_compile(bytes.baseAddress ?? nothing, bytes.count, options, &error, &offset)
      }
    }
    guard let code else {
      let before = String(decoding: bytes.prefix(max(0, offset)), as: UTF8.self).count
      throw FilterPatternError(offset: min(before, text.count), what: FilterProgram.message(error))
    }
    clientele_pcre_jit(code)
    self.code = code
  }

  deinit { clientele_pcre_free(code) }

  private static func message(_ error: Int32) -> String {
    var text = [UInt8](repeating: 0, count: 256)
    let length = clientele_pcre_message(error, &text, text.count)
    guard length > 0 else { return "it cannot be read" }
    return String(decoding: text.prefix(Int(length)), as: UTF8.self)
  }
}

/// One thread's search for an expression in many texts.
final class FilterPatternSearch {
  /// Steps after which one text is given up.
  static let steps: UInt32 = 200_000

  private let program: FilterProgram
  private let room: clientele_pcre_room

  fileprivate init(_ program: FilterProgram) {
    self.program = program
    room = clientele_pcre_open(program.code, FilterPatternSearch.steps, 1_024)
  }

  deinit { clientele_pcre_close(room) }

  /// Whether the expression is found in a text; `nil` where it takes too many steps.
  func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool? {
    var nothing: UInt8 = 0
    let answer = withUnsafePointer(to: &nothing) { nothing in
      clientele_pcre_match(program.code, text.baseAddress ?? nothing, text.count, room)
    }
    return answer < 0 ? nil : answer > 0
  }
}
