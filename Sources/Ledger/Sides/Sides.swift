/// What a shop knows besides its orders: profiles, products, visits, stock, campaigns, spending, costs, exchange rates.
///
/// A table is `nil` where no file of its kind was read. Rows refer to the ledger's own customers and products.
public struct Sides: Sendable {
  /// Profiles of customers.
  public var customers: ProfileTable?
  /// Products with prices and costs.
  public var products: ProductFactTable?
  /// Costs by date.
  public var costs: CostTable?
  /// Pages that people saw.
  public var visits: VisitTable?
  /// Questions that people asked.
  public var enquiries: EnquiryTable?
  /// Stock levels.
  public var stock: StockTable?
  /// Campaigns.
  public var campaigns: CampaignTable?
  /// People of the campaigns.
  public var campaignMembers: CampaignMemberTable?
  /// Spending on acquisition by month.
  public var spend: SpendTable?
  /// Exchange rates.
  public var rates: RateTable?

  /// Nothing but orders is known.
  public init() {}

  /// Whether there is a table of a kind.
  public func has(_ kind: SideKind) -> Bool {
    switch kind {
    case .customers: return customers != nil
    case .products: return products != nil
    case .costs: return costs != nil
    case .visits: return visits != nil
    case .enquiries: return enquiries != nil
    case .stock: return stock != nil
    case .campaigns: return campaigns != nil
    case .campaignMembers: return campaignMembers != nil
    case .spend: return spend != nil
    case .rates: return rates != nil
    }
  }

  /// What a panel says that needs a file which is not there: which file, and which columns.
  public static func missing(_ kind: SideKind) -> String {
    let needs = kind.needs.map(\.column.rawValue).joined(separator: ", ")
    let more = kind.mayHave.map(\.column.rawValue).joined(separator: ", ")
    return "No \(kind.title) file: name one with \(needs)" + (more.isEmpty ? "" : " (and \(more))")
  }

  /// The day that stands for "not given" in columns of days.
  public static let noDay = Int32.min
}
