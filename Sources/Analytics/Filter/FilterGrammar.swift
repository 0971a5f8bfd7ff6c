/// The filter language as a table: documentation, help and completion are made from it.
public enum FilterGrammar {
  /// One form of the language.
  public struct Row: Sendable, Hashable {
    /// What kind of form it is.
    public let group: Group
    /// How it is written: `field between a and b`.
    public let form: String
    /// What it means, in a sentence without a full stop.
    public let meaning: String
    /// A whole filter that uses it.
    public let example: String

    init(_ group: Group, _ form: String, _ meaning: String, _ example: String) {
      (self.group, self.form, self.meaning, self.example) = (group, form, meaning, example)
    }
  }

  /// The chapters of the language, in the order in which they are explained.
  public enum Group: String, Sendable, CaseIterable {
    /// How conditions are joined.
    case joining
    /// How figures are compared.
    case comparing
    /// How values are written.
    case values
    /// What customers did.
    case functions
    /// What can be asked of each customer.
    case fields
  }

  /// Every form, field and function.
  public static let rows = joining + comparing + values + functions + fields

  private static let joining = [
    Row(
      .joining, "a and b", "Both hold; 'and' binds more closely than 'or'; also 且, &&", "net > 500 and stage = active"),
    Row(.joining, "a or b", "At least one holds; also 或, ||", "stage = sleeping or stage = churned"),
    Row(
      .joining, "not a", "The next condition does not hold, be it that its figure is missing; also 非, !",
      "not discount_share >= 0.8"),
    Row(.joining, "( … )", "What stands in parentheses comes first", "(net > 500 or orders > 9) and state = due"),
    Row(.joining, "segment(name)", "Whoever the segment of that name picks", "segment(vip)"),
    Row(.joining, "# …", "A remark up to the end of the line", "net > 500 # our best"),
  ]

  private static let comparing = [
    Row(.comparing, "field = a", "Equal; texts without regard to upper and lower case; also == :", "purchases = 1"),
    Row(.comparing, "field != a", "Known, and not equal", "stage != churned"),
    Row(
      .comparing, "field < a", "Less; of dates, before the first day that is meant; also 小于", "last_purchase < 2011-06"),
    Row(.comparing, "field <= a", "Less or equal; also ≤", "decile <= 2"),
    Row(.comparing, "field > a", "More; of dates, after the last day that is meant; also 大于", "net > 500"),
    Row(.comparing, "field >= a", "More or equal; also ≥", "discount_share >= 80%"),
    Row(.comparing, "field in (a, b)", "Equal to one of them; also 'not in'", "stage in (silent, sleeping)"),
    Row(.comparing, "field between a and b", "From a to b, both included", "days_since between 30 and 90"),
    Row(.comparing, "field contains a", "Holds the text somewhere; also 包含", "customer contains 17"),
    Row(.comparing, "field starts with a", "Begins with the text", "customer starts with 17"),
    Row(.comparing, "field ends with a", "Ends with the text", "customer ends with 50"),
    Row(
      .comparing, "field ~ /regex/i", "Matches the regular expression (PCRE2); i: upper and lower case are the same",
      "customer ~ /^1[0-9]+$/i"),
    Row(.comparing, "field !~ /regex/", "Known, and does not match", "customer !~ /^C/"),
    Row(
      .comparing, "field is missing", "There is no such figure; every other comparison is then false",
      "stage is missing"),
    Row(.comparing, "field is known", "There is one", "p_return is known"),
  ]

  private static let values = [
    Row(.values, "500.25", "A number or an amount; _ may part the thousands", "net > 1_000.50"),
    Row(.values, "80%", "A share, the same as 0.8", "p_return < 10%"),
    Row(.values, "90d, 8w, 6mo, 2y", "A duration; months are calendar months", "tenure > 2y"),
    Row(.values, "2011-06-01", "A day", "first_purchase >= 2011-06-01"),
    Row(.values, "2011-06, 2011", "A month or a year: = is any day of it", "first_purchase = 2011-06"),
    Row(.values, "today - 90d", "The as-of day, and days counted from it", "last_purchase >= today - 90d"),
    Row(
      .values, "\"a b\"", "Text; without quotes where it is one word; also 'a b', “a b”, 「a b」", "state = \"at risk\""),
    Row(.values, "field(90d)", "The figure of a window that ends with the as-of day", "net(180d) >= 100"),
    Row(.values, "field(a..b)", "The figure from one date to another", "net(2011-01-01..2011-03-31) > 0"),
  ]

  private static let functions = [
    Row(
      .functions, "bought(a, b)", "Bought one of these products, by number or name; paid for and kept",
      "bought(\"TEA-01\", \"TEA-02\")"),
    Row(
      .functions, "bought(category = a)", "Bought from a category; also sku and name, with every comparison of texts",
      "bought(category = Tea) before 2024-01-01"),
    Row(.functions, "bought(name ~ /a/i)", "Bought a product whose name matches", "bought(name ~ /mug|cup/i)"),
    Row(.functions, "… within 90d", "Counted back from the as-of day", "bought(\"TEA-01\") within 90d"),
    Row(
      .functions, "… before, after, since a", "Before the date, after it, or from it on", "not bought() since 2011-06"),
    Row(.functions, "… in a..b", "From one date to another", "bought(\"TEA-01\") in 2011-01..2011-03"),
    Row(.functions, "… at least 2 times", "On so many purchases", "bought(category = Tea) at least 2 times"),
    Row(.functions, "returned(a)", "An order of the product was refunded, wholly or in part", "returned() within 1y"),
    Row(.functions, "used_coupon(a)", "Used a discount code", "used_coupon(\"SPRING\")"),
    Row(.functions, "visited(a)", "Saw the page of a product", "visited(\"TEA-01\") and not bought(\"TEA-01\")"),
  ]

  private static let fields = FilterField.all.map { field in
    Row(.fields, field.id, field.meaning, field.example)
  }
}
